/**
 * How a job file names data: the path of a file, relative to the job file, absolute, or an address `file:///…`, or what the
 * provider knows it by (`file-abc`, `s3://bucket/train.jsonl`). An id that looks like a path stands in an object.
 */
export type DataName = string | { readonly id: string };

/** The data that is meant. */
export type NamedData =
  { readonly kind: 'path'; readonly path: string } | { readonly kind: 'id'; readonly id: string };

/** A file of data by its ending, or what says by its beginning that it is a path. */
const likePath =
  /^\.{1,2}\/|^(?:file|vscode-[a-z-]+):\/\/|^(?![a-z][\w+.-]*:\/\/).*\.(?:jsonl|ndjson|json|csv|txt|parquet)$/i;

/** Which data a job file names. */
export function dataNamed(name: DataName): NamedData {
  if (typeof name !== 'string') return { kind: 'id', id: name.id };
  return likePath.test(name) ? { kind: 'path', path: name } : { kind: 'id', id: name };
}

/** How a path is written, so that {@link dataNamed} reads it as one. */
export function nameOfPath(path: string): string {
  return likePath.test(path) ? path : `./${path}`;
}

/** The shortest name that {@link dataNamed} reads as this data. */
export function nameOfData(data: NamedData): DataName {
  if (data.kind === 'path') return nameOfPath(data.path);
  return likePath.test(data.id) ? { id: data.id } : data.id;
}
