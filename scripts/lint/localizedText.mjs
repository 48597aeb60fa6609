// Texts that people read are given to `t` of @vscode/l10n, whole: what is not cannot be translated. See
// docs/decisions/0006-one-way-to-localize.md.

/** Attributes that people read or hear. */
const readAttributes =
  /\s(?:aria-label|aria-description|aria-roledescription|alt|placeholder|title)="([^"]*)"/g;

/**
 * Two words, also around a value, which reads as `0` here, or one that begins like a sentence: how texts look, and how
 * ids, keys and class names do not.
 */
const looksLikeText = /\p{L}{2,}[,.:;…]? (?:0 )?\p{L}{2,}|^\p{Lu}\p{Ll}+[….:?]?$/u;

/** Names that are the same in every language, although they look like text. */
const properNames = new Set([
  'Amazon Bedrock',
  'Azure OpenAI',
  'Fireworks AI',
  'Mistral AI',
  'Nebius Token Factory',
  'Together AI',
]);

/** Values on a provider's wire, which look like text. */
const wireWords = new Set(['Full', 'Lora']);

/** Lines of HTTP (a header, or a media type with its parameters), markup, and values of CSS. */
const code =
  /^(?:--0\r\n)?(?:[A-Z][a-z]+-[A-Z][a-z]+: |[a-z]+\/[a-z.+-]+; )|^\s*<[!a-z]|\dpx\b|--vscode-|\bin srgb\b/;

/** Calls whose texts are localized already, or are for developers, the log or the machine. */
const notRead = new Set([
  't',
  ...['Error', 'TypeError', 'RangeError', 'startsWith'],
  ...['log', 'trace', 'debug', 'info', 'warn', 'error', 'record', 'inBackground'],
]);

/** @type {import('eslint').Rule.RuleModule} */
const localizedText = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { text: 'Give text that people read to t() of @vscode/l10n: “{{text}}”.' },
  },
  create: (context) => ({
    TaggedTemplateExpression(node) {
      if (node.tag.type !== 'Identifier' || !['html', 'svg'].includes(node.tag.name)) return;
      const markup = node.quasi.quasis.map(({ value }) => value.cooked ?? '').join('\u0000');
      for (const text of textsOf(markup)) context.report({ node, messageId: 'text', data: { text } });
    },
    Literal(node) {
      if (typeof node.value === 'string') check(context, node, node.value);
    },
    TemplateLiteral(node) {
      if (node.parent.type === 'TaggedTemplateExpression') return;
      check(context, node, node.quasis.map(({ value }) => value.cooked ?? '').join('0'));
    },
  }),
};

/** @param {string} markup */
function textsOf(markup) {
  const attributes = [...markup.matchAll(readAttributes)].map(([, value]) => value ?? '');
  const texts = markup.replace(/<!--.*?-->|<[^>]*>/gs, '\n').split(/[\n\u0000]/);
  return [...attributes, ...texts].map((text) => text.trim()).filter((text) => /\p{L}/u.test(text));
}

/**
 * @param {import('eslint').Rule.RuleContext} context
 * @param {import('eslint').Rule.Node} node
 * @param {string} text
 */
function check(context, node, text) {
  if (!looksLikeText.test(text) || properNames.has(text) || wireWords.has(text)) return;
  if (code.test(text) || isNotRead(node)) return;
  context.report({ node, messageId: 'text', data: { text } });
}

/**
 * Whether a string is part of what the language or the machine reads.
 * @param {import('eslint').Rule.Node} node
 * @returns {boolean}
 */
function isNotRead(node) {
  const { parent } = node;
  if (parent === null) return false;
  switch (parent.type) {
    case 'CallExpression':
    case 'NewExpression':
      return parent.callee !== node && notRead.has(nameOf(parent.callee));
    case 'ConditionalExpression':
    case 'LogicalExpression':
    case 'TemplateLiteral':
      return isNotRead(parent);
    case 'BinaryExpression':
      return parent.operator === '+' ? isNotRead(parent) : true;
    case 'Property':
      return parent.key === node || isMessage(parent.parent);
    case 'MemberExpression':
      return parent.property === node;
    case 'PropertyDefinition':
      return parent.key === node;
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'SwitchCase':
      return true;
    default:
      return String(parent.type).startsWith('TS');
  }
}

/**
 * Whether an object is a message with a comment, as `t` takes it.
 * @param {import('eslint').Rule.Node} object
 * @returns {boolean}
 */
function isMessage(object) {
  const { parent } = object;
  return parent?.type === 'CallExpression' && parent.callee !== object && nameOf(parent.callee) === 't';
}

/** @param {{ type: string, name?: string, property?: { type: string, name?: string } }} callee */
function nameOf(callee) {
  const { name = '' } = callee.type === 'MemberExpression' ? (callee.property ?? callee) : callee;
  return name;
}

/** @type {import('eslint').ESLint.Plugin} */
export const localization = { rules: { 'localized-text': localizedText } };
