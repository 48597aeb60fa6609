import { t } from '@vscode/l10n';
import type { JobSource } from '../../jobs/source';
import type { FormNote } from '../../shared/createFormProtocol';
import { beginWith, type JobDraft } from '../createJob/draft';
import { entriesOf } from '../createJob/entries';
import type { GradedRows } from '../createJob/graderTemplates';
import { draftAt, toBeUploaded } from './draftAt';
import { fileIds } from './formFiles';
import { modelId } from './formSections';

/** What a draft is filled in by. */
interface KnownForDraft {
  /** Of the training file; null: not known. */
  readonly rows: GradedRows | null;
  /** The names of models and checkpoints that were fine-tuned there. */
  readonly tuned: ReadonlySet<string>;
}

/** A draft for a source, with the texts beside it that it cannot take. */
export class EditedDraft {
  /** As it was before the name of a model that is being typed; null: none is. */
  private beforeModel: Pick<JobDraft, 'model' | 'settings'> | null = null;

  constructor(
    readonly source: JobSource,
    readonly draft: JobDraft,
    private readonly refusedTexts = new Map<string, string>(),
  ) {}

  /** By the ids of their fields. */
  get refused(): ReadonlyMap<string, string> {
    return this.refusedTexts;
  }

  /** What the other source takes of it. */
  at(source: JobSource): EditedDraft {
    const isSameProvider = this.isOf(source);
    return new EditedDraft(source, draftAt(source, this.draft, { isSameProvider }));
  }

  /** The same at what its connection is now; where that is another provider, what that takes of it. */
  following(source: JobSource): EditedDraft {
    if (!this.isOf(source)) return this.at(source);
    return new EditedDraft(source, toBeUploaded(this.draft), this.refusedTexts);
  }

  /** That the source lacks the method of the draft that this one was made of; null: it has it. */
  noteOfMethod({ method }: JobDraft): FormNote | null {
    const { name, creation } = this.source;
    if (creation.options.methods.includes(method)) return null;
    return {
      level: 'warning',
      text: t('{0} has no {1}: the method is {2} now.', name, method, this.draft.method),
    };
  }

  /** Whether a source is of the same provider. */
  private isOf({ creation }: JobSource): boolean {
    return creation.options.id === this.source.creation.options.id;
  }

  /** @param file undefined: there is none such, and nothing changes */
  setFile(field: string, file: JobDraft['trainingFile'] | undefined): void {
    if (file === undefined) return;
    if (field === fileIds.validation) this.draft.validationFile = file;
    else this.draft.trainingFile = file;
  }

  /** The person has left the field: what stands there is what was meant. */
  leaveField(): void {
    this.beforeModel = null;
  }

  /**
   * Takes what was typed or chosen in a field; a text in which something is wrong is kept beside the draft.
   *
   * @param known of the source and of the training file
   */
  set(field: string, value: string, { rows, tuned }: KnownForDraft): void {
    const { options } = this.source.creation;
    if (field === modelId) {
      // What was typed on the way to a name is no model: each letter is taken in the place of the last one.
      const { model, settings } = this.draft;
      this.beforeModel ??= { model, settings };
      Object.assign(this.draft, this.beforeModel);
      beginWith(this.draft, value.trim(), options, { isTuned: tuned.has(value.trim()) });
      return;
    }
    const all = entriesOf(this.draft, options, { asksForGrader: true, rows });
    const entry = all.find(({ id }) => id === field);
    if (entry === undefined) return;
    const text = value.trim();
    const isTaken =
      entry.kind === 'typed'
        ? entry.problemWith(text) === null
        : entry.choices.some((choice) => choice.value === value);
    this.refusedTexts.delete(field);
    if (isTaken) entry.set(text);
    else if (entry.kind === 'typed') this.refusedTexts.set(field, value);
  }
}
