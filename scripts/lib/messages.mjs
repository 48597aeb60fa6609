// The texts that people read: what the code gives to `t` of @vscode/l10n, and what package.json names by %keys%.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import { Unable } from './main.mjs';

/** @typedef {Readonly<Record<string, string | { message: string, comment: string[] }>>} Bundle as VS Code reads it */

/**
 * @param {string} root of the checkout
 * @returns {Promise<Bundle>} every message of the code with its English text, sorted
 */
export async function messagesOf(root) {
  const folder = join(root, 'src');
  const paths = (await readdir(folder, { recursive: true })).filter((path) => /(?<!\.d)\.ts$/.test(path));
  /** @type {[string, Bundle[string]][]} */
  const found = [];
  for (const path of paths.sort()) {
    const text = await readFile(join(folder, path), 'utf8');
    if (text.includes("'@vscode/l10n'"))
      collect(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true), found);
  }
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

/**
 * @param {ts.SourceFile} file
 * @param {[string, Bundle[string]][]} found
 */
function collect(file, found) {
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isCallExpression(node) && node.expression.getText() === 't') {
      const message = messageOf(node.arguments[0]);
      if (message === null) {
        const { line } = file.getLineAndCharacterOfPosition(node.getStart());
        throw new Unable(
          `src/${file.fileName}:${line + 1}: t() takes its message as it stands: ${node.getText()}`,
        );
      }
      found.push(message);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
}

/**
 * @param {ts.Expression | undefined} argument of `t`
 * @returns {[string, Bundle[string]] | null} the key and the value of the bundle
 */
function messageOf(argument) {
  if (argument === undefined) return null;
  if (!ts.isObjectLiteralExpression(argument)) {
    const message = textOf(argument);
    return message === null ? null : [message, message];
  }
  /** @param {string} name */
  const property = (name) =>
    argument.properties.find(
      /** @returns {each is ts.PropertyAssignment} */
      (each) => ts.isPropertyAssignment(each) && each.name.getText() === name,
    )?.initializer;
  const message = textOf(property('message'));
  const comment = textOf(property('comment'));
  return message === null || comment === null
    ? null
    : [`${message}/${comment}`, { message, comment: [comment] }];
}

/**
 * @param {ts.Expression | undefined} node
 * @returns {string | null} a literal's text, also that of literals joined by `+`
 */
function textOf(node) {
  if (node === undefined) return null;
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return null;
  const [left, right] = [textOf(node.left), textOf(node.right)];
  return left === null || right === null ? null : left + right;
}

/** What stands for the arguments: `{0}`. A message that is translated has the same. @param {string} text */
const placeholdersOf = (text) => [...new Set(text.match(/\{\d+\}/g))].sort().join(' ');

/**
 * What is wrong with a translation.
 * @param {Readonly<Record<string, unknown>>} english
 * @param {Readonly<Record<string, unknown>>} translated
 * @returns {string[]} nothing where it is complete
 */
export function problemsOf(english, translated) {
  /** @type {string[]} */
  const problems = [];
  for (const [key, value] of Object.entries(english)) {
    const [text, other] = [messageText(value), messageText(translated[key])];
    if (other === '') problems.push(`is missing: ${key}`);
    else if (placeholdersOf(text) !== placeholdersOf(other)) problems.push(`has other placeholders: ${key}`);
  }
  for (const key of Object.keys(translated)) if (!(key in english)) problems.push(`is not used: ${key}`);
  return problems;
}

/** @param {unknown} value of a bundle */
function messageText(value) {
  if (typeof value === 'object' && value !== null && 'message' in value) return String(value.message);
  return typeof value === 'string' ? value : '';
}
