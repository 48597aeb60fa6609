import type { Uri } from 'vscode';
import type { Integration } from '../../api/wire/job';
import { type DataName, dataNamed, nameOfData } from '../../jobFiles/dataName';
import type { FileIntegration, OneJob } from '../../jobFiles/jobFile';
import type { CreationOptions } from '../../jobs/source';
import { emptyDraft, type JobDraft } from '../createJob/draft';
import { isUnset } from '../createJob/formFields';
import type { DataFile } from '../trainingFiles/dataFile';

/** How a job file names the files beside it. */
export interface FilePlace {
  toFile(path: string): DataFile;
  toPath(file: Uri): string;
}

/**
 * What the form would hold for such a job: what `toRequest` sends of both is the same. `auto` stays `auto`, and what is
 * left out stays with the provider.
 */
export function draftOfFile(job: OneJob, options: CreationOptions, place: FilePlace): JobDraft {
  const { method, validationFile } = job;
  const toFile = (name: DataName) => toData(name, options, place);
  return {
    ...emptyDraft(method?.type ?? options.methods[0]),
    trainingFile: toFile(job.trainingFile),
    validationFile: validationFile === undefined ? null : toFile(validationFile),
    model: job.model,
    hyperparameters: textsOf(method?.hyperparameters ?? {}),
    suffix: job.suffix ?? '',
    seed: job.seed === undefined ? '' : String(job.seed),
    grader: method?.grader ?? null,
    metadata: job.metadata ?? {},
    integrations: (job.integrations ?? []).map(toIntegration),
    settings: job.settings ?? {},
    repeated: job.otherFields ?? {},
  };
}

/** The job file that {@link draftOfFile} makes this draft of. The page of a run is that of another job: it is left out. */
export function fileOfDraft(draft: JobDraft, connection: string, place: FilePlace): OneJob {
  const { method, grader, validationFile, suffix, seed, metadata, integrations, settings, repeated } = draft;
  const hyperparameters = valuesOf(draft.hyperparameters);
  return {
    connection,
    model: draft.model,
    trainingFile: draft.trainingFile === null ? '' : nameOf(draft.trainingFile, place),
    ...(validationFile === null ? {} : { validationFile: nameOf(validationFile, place) }),
    method: {
      type: method,
      ...(isEmpty(hyperparameters) ? {} : { hyperparameters }),
      ...(grader === null ? {} : { grader }),
    },
    ...(suffix === '' ? {} : { suffix }),
    ...(isUnset(seed) ? {} : { seed: Number(seed) }),
    ...(isEmpty(metadata) ? {} : { metadata }),
    ...(integrations.length === 0 ? {} : { integrations: integrations.map(fromIntegration) }),
    ...(isEmpty(settings) ? {} : { settings }),
    ...(isEmpty(repeated) ? {} : { otherFields: repeated }),
  };
}

/** An id of a provider whose data has names beside the files that it lists may be one of those. */
function toData(name: DataName, { dataNames }: CreationOptions, place: FilePlace): DataFile {
  const data = dataNamed(name);
  if (data.kind === 'path') return place.toFile(data.path);
  const { id } = data;
  const isName = dataNames !== undefined && dataNames.pattern?.test(id) !== false;
  return { kind: 'uploaded', id, name: id, ...(isName ? { isTyped: true } : {}) };
}

function nameOf(file: DataFile, place: FilePlace): DataName {
  const uri = file.kind === 'local' ? file.uri : file.from?.uri;
  if (uri !== undefined) return nameOfData({ kind: 'path', path: place.toPath(uri) });
  return nameOfData({ kind: 'id', id: file.kind === 'uploaded' ? file.id : file.name });
}

function textsOf(values: NonNullable<NonNullable<OneJob['method']>['hyperparameters']>) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}

/** What a number or a flag would be written as otherwise, such as `1e-5`, stays the text that it is. */
function valuesOf(texts: JobDraft['hyperparameters']) {
  const valueOf = (text: string) => {
    if (text === 'true' || text === 'false') return text === 'true';
    return String(Number(text)) === text && Number.isFinite(Number(text)) ? Number(text) : text;
  };
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, valueOf(text)]));
}

function toIntegration({ type, project, name, entity, tags }: FileIntegration): Integration {
  const optional = (text: string | undefined) => text ?? null;
  return {
    ...{ type, project: optional(project), name: optional(name), entity: optional(entity) },
    tags: tags ?? [],
  };
}

function fromIntegration({ type, project, name, entity, tags }: Integration): FileIntegration {
  return {
    type,
    ...(project === null ? {} : { project }),
    ...(name === null ? {} : { name }),
    ...(entity === null ? {} : { entity }),
    ...(tags.length === 0 ? {} : { tags }),
  };
}

function isEmpty(record: object): boolean {
  return Object.keys(record).length === 0;
}
