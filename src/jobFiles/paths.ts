/** The way from one folder to a file, by `../` where it leads out of it. Both are absolute, with `/` between names. */
export function relativePath(folder: string, file: string): string {
  const from = namesOf(folder);
  const to = namesOf(file);
  const different = from.findIndex((name, index) => name !== to[index]);
  const shared = Math.min(different === -1 ? from.length : different, to.length - 1);
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/');
}

/** Where a path leads that is relative to a folder, or absolute: `/data/a.jsonl`, `C:/data/a.jsonl`. */
export function resolvedPath(folder: string, path: string): string {
  if (/^[a-z]:\//i.test(path)) return `/${path}`;
  const names = path.startsWith('/') ? [] : namesOf(folder);
  for (const name of namesOf(path)) {
    if (name === '..') names.pop();
    else if (name !== '.') names.push(name);
  }
  return `/${names.join('/')}`;
}

function namesOf(path: string): string[] {
  return path.split('/').filter((name) => name !== '');
}

/** The part of an address that says where a path leads. */
interface System {
  readonly scheme: string;
  /** A host, such as that of a network share; empty: this machine. */
  readonly authority: string;
}

/** Whether two addresses are of one file system. */
export function isSameSystem(one: System, other: System): boolean {
  return one.scheme === other.scheme && one.authority === other.authority;
}
