import { Uri } from 'vscode';
import * as z from 'zod/mini';
import { freeForm } from '../../api/wire/freeForm';
import type { JsonObject } from '../../api/wire/values';
import type { JobSource } from '../../jobs/source';
import type { JobDraft } from '../createJob/draft';
import { type DataFile, toDataFile } from '../trainingFiles/dataFile';

/** Characters: more than any draft has. */
const maxKept = 5_000_000;

const texts = z.record(z.string(), z.string());
/** What goes down by itself reads only what is not nested too deep. */
const json = z.custom<JsonObject>((value) => freeForm(value) !== null);
const method = z.enum(['supervised', 'dpo', 'reinforcement']);
const name = z.nullable(z.string());

const UploadedFile = z.object({
  ...{ id: z.string(), name: z.string() },
  isTyped: z.optional(z.literal(true)),
  isFirstOf: z.optional(z.int()),
  from: z.optional(
    z.object({ uri: z.string(), version: z.string(), isLocated: z.optional(z.literal(true)) }),
  ),
});
const File = z.union([z.object({ uri: z.string() }), UploadedFile]);

const Draft = z.object({
  trainingFile: z.nullable(File),
  validationFile: z.nullable(File),
  model: z.string(),
  method,
  hyperparameters: texts,
  suffix: z.string(),
  seed: z.string(),
  grader: z.nullable(json),
  otherGraders: z.optional(z.record(z.string(), json)),
  metadata: texts,
  integrations: z.array(
    z.object({ type: z.string(), project: name, name, entity: name, tags: z.array(z.string()) }),
  ),
  settings: texts,
  uploadExpiry: z.optional(z.number()),
  repeated: json,
  clonedFrom: z.nullable(z.object({ model: z.string(), method, settings: texts })),
});

/** As a page keeps it: VS Code stores it, and another version may have written it. */
const Kept = z.object({ source: z.string(), connection: z.string(), title: z.string(), draft: Draft });

/** A form as it was left. */
export interface KeptForm {
  /** The id of the source that it is for, and what its connection is called. */
  readonly source: string;
  readonly connection: string;
  readonly title: string;
  readonly draft: JobDraft;
}

/** A form as a text, for its page to keep over a reload of the window. There are no keys in it. */
export function keepForm(source: JobSource, draft: JobDraft, title: string): string {
  const kept = {
    ...{ source: source.id, connection: source.name, title },
    draft: {
      ...draft,
      trainingFile: keepFile(draft.trainingFile),
      validationFile: keepFile(draft.validationFile),
    },
  };
  return JSON.stringify(kept);
}

/** @returns null for anything that {@link keepForm} has not made */
export function readKeptForm(text: unknown): KeptForm | null {
  if (typeof text !== 'string' || text.length > maxKept) return null;
  const parsed = Kept.safeParse(parse(text));
  if (!parsed.success) return null;
  const { draft, ...form } = parsed.data;
  const { otherGraders, ...fields } = draft;
  return {
    ...form,
    draft: {
      ...fields,
      ...(otherGraders === undefined ? {} : { otherGraders }),
      uploadExpiry: draft.uploadExpiry ?? 0,
      trainingFile: readFile(draft.trainingFile),
      validationFile: readFile(draft.validationFile),
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function keepFile(file: DataFile | null): z.infer<typeof File> | null {
  if (file === null) return null;
  if (file.kind === 'local') return { uri: file.uri.toString() };
  const { id, name: called, isTyped, isFirstOf, from } = file;
  return {
    ...{ id, name: called },
    ...(isTyped === undefined ? {} : { isTyped }),
    ...(isFirstOf === undefined ? {} : { isFirstOf }),
    ...(from === undefined ? {} : { from: { ...from, uri: from.uri.toString() } }),
  };
}

function readPlace({ uri, version, isLocated }: NonNullable<z.infer<typeof UploadedFile>['from']>) {
  return { uri: Uri.parse(uri), version, ...(isLocated === undefined ? {} : { isLocated }) };
}

function readFile(file: z.infer<typeof File> | null): DataFile | null {
  if (file === null) return null;
  if ('uri' in file) return toDataFile(Uri.parse(file.uri));
  const { id, name: called, isTyped, isFirstOf, from } = file;
  return {
    ...{ kind: 'uploaded', id, name: called },
    ...(isTyped === undefined ? {} : { isTyped }),
    ...(isFirstOf === undefined ? {} : { isFirstOf }),
    ...(from === undefined ? {} : { from: readPlace(from) }),
  };
}
