import { inertTextRules } from '../../../scripts/lint/inertText.mjs';
import { testRule } from '../../support/lintRule';

const caught = [
  "window.showErrorMessage('x')",
  "void window.showInformationMessage('x', 'y')",
  "window['showErrorMessage']('x')",
  'window.withProgress({}, () => 1)',
  'const pick = window.createQuickPick()',
  "window.setStatusBarMessage('x')",
  "window.createTreeView('a', {})",
  'const w = window',
  'const { showErrorMessage } = window',
  "import { window as w } from 'vscode'",
  "import * as vscode from 'vscode'",
  "new TreeItem('x')",
  "new MarkdownString('x')",
  "new Diagnostic(range, 'x')",
  'tooltip.isTrusted = true',
  'tooltip.supportHtml = true',
  'const options = { isTrusted: { enabledCommands: [] } }',
  'window.showSaveDialog({})',
];

const free = [
  "import { window } from 'vscode'",
  'window.showTextDocument(uri)',
  'window.onDidChangeWindowState(listen)',
  'const isFocused = window.state.focused',
  "showError('x')",
  'map.window',
];

describe('the rule that text is shown in one place', () => {
  testRule({ rules: inertTextRules }, { caught, free });
});
