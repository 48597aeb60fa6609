import { t } from '@vscode/l10n';
import { findNodeAtLocation, getNodeValue, type JSONPath, type Node, parseTree } from 'jsonc-parser';
import { freeForm } from '../api/wire/freeForm';
import { isObject } from '../api/wire/values';
import { syntaxProblemOf } from '../datasets/locate';
import { checkNode, type FileProblem, problemAt } from './checkNode';
import { fitValue } from './fitValue';
import type { JobFile } from './jobFile';
import { jobFileSchema } from './schema';

/** Characters of a job file: a longer one is none. */
export const maxJobFileLength = 200_000;

/** Problems that are noted of one job file: more say nothing more, and each is drawn after each edit. */
const maxProblems = 100;

/** A job file that was read. */
export type ReadJobFile =
  | { readonly kind: 'good'; readonly file: JobFile; readonly root: Node }
  | {
      readonly kind: 'bad';
      /** At least one, the first ones in the order of the text. */
      readonly problems: readonly FileProblem[];
      /** What is left of the file without the parts that are wrong; null: it is no JSON. */
      readonly rest: ReadParts | null;
    };

/** What is well formed of a job file. */
export interface ReadParts {
  readonly file: Partial<JobFile>;
  readonly root: Node;
}

/** Reads the text of a job file. Whatever it is, it never throws. */
export function readJobFile(text: string): ReadJobFile {
  const whole = (message: string) => bad([{ message, offset: 0, length: Math.min(1, text.length) }]);
  if (text.length > maxJobFileLength)
    return whole(t('it is longer than {0} characters, too long for a job file', maxJobFileLength));
  const value = valueOf(text);
  if (value === undefined) return bad([syntaxProblem(text)]);
  const root = treeOf(text);
  if (root === undefined) return whole(t('it is nested too deep'));
  const problems = checkNode(root, jobFileSchema);
  const unbounded = freeForms.flatMap((path) => problemWithFreeForm(root, path));
  if (unbounded.length > 0) return bad([...unbounded, ...problems].slice(0, maxProblems));
  if (problems.length > 0)
    return { kind: 'bad', problems: problems.slice(0, maxProblems), rest: restOf(root, problems) };
  return { kind: 'good', file: value as JobFile, root }; // the schema holds
}

/** What a file has as the provider's wire has it. */
const freeForms: readonly JSONPath[] = [['method', 'grader'], ['otherFields']];

/** It is compared, printed and sent by functions that go down by themselves. */
function problemWithFreeForm(root: Node, path: JSONPath): readonly FileProblem[] {
  const node = findNodeAtLocation(root, path);
  const isFit = node === undefined || freeForm(getNodeValue(node)) !== null;
  return isFit ? [] : [problemAt({ ...node, length: 1 }, t('it is nested too deep, or has too much in it'))];
}

function bad(problems: readonly FileProblem[]): ReadJobFile {
  return { kind: 'bad', problems, rest: null };
}

function restOf(root: Node, problems: readonly FileProblem[]): ReadParts | null {
  const file = fitValue(root, problems);
  return isObject(file) ? { file, root } : null; // the schema holds for what is left
}

/** Undefined for what is no JSON. */
function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Undefined for what is nested too deep to be read: the parser goes down by itself. */
function treeOf(text: string): Node | undefined {
  try {
    return parseTree(text);
  } catch {
    return undefined;
  }
}

function syntaxProblem(text: string): FileProblem {
  const { reason, span } = syntaxProblemOf(text);
  return { message: reason, offset: span.start, length: span.end - span.start };
}
