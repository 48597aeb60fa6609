// Text that VS Code renders can act: it makes links and icons of it. So only the few files of src/platform that make
// text inert call what shows it; see docs/security.md.

/** Functions of `window` that show text. */
const shows = [
  'createInputBox',
  'createQuickPick',
  'createStatusBarItem',
  'createTreeView',
  'setStatusBarMessage',
  'showErrorMessage',
  'showInformationMessage',
  'showInputBox',
  'showQuickPick',
  'showSaveDialog',
  'showWarningMessage',
  'withProgress',
].join('|');

const why = 'shows text that acts: use show, picks, places, treeRow or saveDialog of src/platform.';

/** @type {import('eslint').Linter.RulesRecord} */
export const inertTextRules = {
  'no-restricted-syntax': [
    'error',
    {
      selector: `MemberExpression[object.name='window'][property.name=/^(${shows})$/]`,
      message: `This ${why}`,
    },
    {
      selector: "MemberExpression[object.name='window'][computed=true]",
      message: 'Name what you use of window.',
    },
    { selector: "VariableDeclarator[init.name='window']", message: 'Call window by its name.' },
    {
      selector: "ImportDeclaration[source.value='vscode'] > ImportNamespaceSpecifier",
      message: 'Import by name.',
    },
    {
      selector: "ImportSpecifier[imported.name='window'][local.name!='window']",
      message: 'Import window by its own name.',
    },
    {
      selector: 'NewExpression[callee.name=/^(TreeItem|MarkdownString|Diagnostic)$/]',
      message: `This ${why}`,
    },
    {
      selector: 'AssignmentExpression[left.property.name=/^(isTrusted|supportHtml|supportThemeIcons)$/]',
      message: 'A tooltip stays untrusted text.',
    },
    {
      selector: 'Property[key.name=/^(isTrusted|supportHtml|supportThemeIcons)$/]',
      message: 'A tooltip stays untrusted text.',
    },
  ],
};

/** The files that make text inert before they show it. */
export const inertTextPlaces = ['show', 'picks', 'places', 'treeRow', 'saveDialog'].map(
  (name) => `src/platform/${name}.ts`,
);
