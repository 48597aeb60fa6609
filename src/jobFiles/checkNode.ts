import { t } from '@vscode/l10n';
import { getNodeValue, type Node } from 'jsonc-parser';
import { isFreeName } from '../api/wire/values';
import { sentence } from '../shared/sentence';
import type { Schema } from './schema';

/** What is wrong with a job file, and where. */
export interface FileProblem {
  readonly message: string;
  /** UTF-16 code units from the beginning of the file. */
  readonly offset: number;
  readonly length: number;
  /** It may be as it is meant: the file can be run all the same. */
  readonly isWarning?: true;
}

type Rule = (node: Node, schema: Schema) => readonly FileProblem[];

/** Every problem of a value, in the order of the text. */
export function checkNode(node: Node, schema: Schema): readonly FileProblem[] {
  const meant = branchOf(node, schema);
  if (meant === undefined) return [said(node, t('must be {0}', kindsOf(schema)))];
  const rules = rulesOf[node.type] ?? [];
  return rules.flatMap((rule) => rule(node, meant)).sort((one, other) => one.offset - other.offset);
}

export function problemAt({ offset, length }: Node, message: string): FileProblem {
  return { message, offset, length };
}

/** In a sentence about the value, or about the name where that is marked. */
function said(node: Node, predicate: string): FileProblem {
  return problemAt(node, sentence(nameOf(node), predicate));
}

/** What a value is called: an item of a list by the name of the list. */
function nameOf({ parent }: Node): string {
  if (parent === undefined) return t('the file');
  const name: unknown = parent.type === 'property' ? parent.children?.[0]?.value : undefined;
  return typeof name === 'string' ? name : nameOf(parent);
}

/** The schema for values of this type; undefined: there is none. */
function branchOf(node: Node, schema: Schema): Schema | undefined {
  return (schema.anyOf ?? [schema]).find(({ type }) => type === undefined || isOfType(node, type));
}

function isOfType({ type, value }: Node, wanted: NonNullable<Schema['type']>): boolean {
  return wanted === 'integer' ? type === 'number' && Number.isInteger(value) : type === wanted;
}

const kinds: Readonly<Record<NonNullable<Schema['type']>, string>> = {
  object: t('an object'),
  array: t('a list'),
  string: t('text'),
  number: t('a number'),
  integer: t('a whole number'),
  boolean: t('true or false'),
};

function kindsOf(schema: Schema): string {
  const types = (schema.anyOf ?? [schema]).flatMap(({ type }) => (type === undefined ? [] : [kinds[type]]));
  return types.join(t({ message: ' or ', comment: 'Between kinds of values: a number or text' }));
}

const rulesOf: Readonly<Partial<Record<Node['type'], readonly Rule[]>>> = {
  string: [lengthOfText, oneOf],
  number: [range],
  array: [list],
  object: [repeatedNames, missingNames, members],
};

function lengthOfText(node: Node, { minLength = 0, maxLength = Infinity }: Schema) {
  const { length } = node.value as string; // a string node has one
  if (length < minLength) return [said(node, t('is empty'))];
  return length > maxLength ? [said(node, t('is longer than {0} characters', maxLength))] : [];
}

function oneOf(node: Node, { enum: words }: Schema) {
  const isKnown = words?.includes(node.value as string) !== false; // a string node has a string
  return isKnown ? [] : [said(node, t('must be one of {0}', words.join(', ')))];
}

function range(node: Node, { minimum = -Infinity, maximum = Infinity }: Schema) {
  const isWithin = node.value >= minimum && node.value <= maximum;
  return isWithin ? [] : [said(node, t('must be from {0} to {1}', minimum, maximum))];
}

/** Of a list that is too long nothing else is said: to look at each of its items would take as long as it is. */
function list(node: Node, schema: Schema): readonly FileProblem[] {
  const problems = lengthOfList(node, schema);
  return problems.length > 0 ? problems : [...repeatedItems(node, schema), ...items(node, schema)];
}

function lengthOfList(node: Node, { minItems = 0, maxItems = Infinity }: Schema) {
  const count = childrenOf(node).length;
  if (count < minItems) return [said(node, t('is empty'))];
  return count > maxItems ? [said(node, t('has more than {0} items', maxItems))] : [];
}

function repeatedItems(node: Node, { uniqueItems }: Schema) {
  return uniqueItems === true
    ? repeated(childrenOf(node), (item) => JSON.stringify(getNodeValue(item)), t('has the same value twice'))
    : [];
}

function items(node: Node, schema: Schema) {
  const { items: item } = schema;
  return item === undefined ? [] : childrenOf(node).flatMap((each) => checkNode(each, item));
}

/** Which of two holds, readers of JSON do not agree about. */
function repeatedNames(node: Node) {
  const names = propertiesOf(node).map(({ key }) => key);
  return repeated(names, ({ value }) => String(value), t('is there twice'));
}

function repeated(nodes: readonly Node[], keyOf: (node: Node) => string, predicate: string) {
  const seen = new Set<string>();
  return nodes.flatMap((node) => {
    const isRepeated = seen.has(keyOf(node));
    seen.add(keyOf(node));
    return isRepeated ? [said(node, predicate)] : [];
  });
}

/** At the bracket that opens what they are missing in. */
function missingNames(node: Node, { required = [] }: Schema) {
  const there = new Set(propertiesOf(node).map(({ name }) => name));
  return required
    .filter((name) => !there.has(name))
    .map((name) => ({ message: t('“{0}” is missing', name), offset: node.offset, length: 1 }));
}

function members(node: Node, { properties = {}, additionalProperties, misplaced = {} }: Schema) {
  return propertiesOf(node).flatMap(({ key, name, value }): readonly FileProblem[] => {
    if (!isFreeName(name)) return [problemAt(key, t('“{0}” cannot be a name here', name))];
    const schema = properties[name] ?? additionalProperties;
    if (schema === undefined) return [];
    if (schema === false)
      return [
        problemAt(
          key,
          t('“{0}” is unknown here: {1}', name, misplaced[name] ?? Object.keys(properties).join(', ')),
        ),
      ];
    return checkNode(value, schema);
  });
}

function childrenOf(node: Node): readonly Node[] {
  return node.children ?? [];
}

interface Property {
  readonly key: Node;
  readonly name: string;
  readonly value: Node;
}

/** The named values of an object. */
function propertiesOf(node: Node): readonly Property[] {
  return childrenOf(node).flatMap(({ children: [key, value] = [] }) =>
    key === undefined || value === undefined ? [] : [{ key, name: String(key.value), value }],
  );
}
