import {
  Diagnostic,
  DiagnosticSeverity,
  ProgressLocation,
  type Range,
  StatusBarAlignment,
  type StatusBarItem,
  type TreeDataProvider,
  type TreeDragAndDropController,
  type TreeView,
  Uri,
  type ViewBadge,
  type WebviewPanel,
  window,
} from 'vscode';
import { inertly } from './inertly';
import { inert, inertLines, isolated, maxLength } from './inertText';
import { textTooltip } from './treeRow';

/** A tree of several rows to select, whose view's own texts are text. @param onDrop takes files that are dropped on it */
export function createTree<T>(
  id: string,
  treeDataProvider: TreeDataProvider<T>,
  onDrop?: (files: readonly Uri[], onto: T | undefined) => Promise<void>,
): TreeView<T> {
  const view = window.createTreeView(id, {
    treeDataProvider,
    canSelectMany: true,
    showCollapseAll: true,
    ...(onDrop === undefined ? {} : { dragAndDropController: fileDrop(onDrop) }),
  });
  return inertly(view, {
    title: (text: string) => isolated(inert(text, maxLength.name)),
    description: (text: string) => inert(text, maxLength.name),
    message: (text: string) => isolated(inertLines(text, maxLength.message)),
    badge: (badge: ViewBadge) => ({ ...badge, tooltip: inert(badge.tooltip) }),
  });
}

const uriList = 'text/uri-list';

/** @internal exported for its tests */
export function fileDrop<T>(
  onDrop: (files: readonly Uri[], onto: T | undefined) => Promise<void>,
): TreeDragAndDropController<T> {
  return {
    dropMimeTypes: [uriList],
    dragMimeTypes: [],
    handleDrop: async (onto, dropped) => {
      const text = (await dropped.get(uriList)?.asString()) ?? '';
      // Lines that begin with # are comments (source: RFC 2483, section 5).
      const lines = text.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));
      if (lines.length > 0)
        await onDrop(
          lines.map((line) => Uri.parse(line)),
          onto,
        );
    },
  };
}

/** What the status bar says. */
export interface StatusText {
  /** A codicon. */
  readonly icon: string;
  readonly text: string;
  /** For screen readers. */
  readonly label: string;
  /** Of the tooltip. */
  readonly lines: readonly string[];
}

/** An item of the status bar, hidden until it has something to say. */
export function createStatusItem(id: string, name: string, command: string): StatusBarItem {
  const item = window.createStatusBarItem(id, StatusBarAlignment.Left, 10);
  item.name = inert(name, maxLength.name);
  item.command = command;
  return item;
}

export function showStatus(item: StatusBarItem, { icon, text, label, lines }: StatusText): void {
  item.text = `$(${icon}) ${inert(text, maxLength.name)}`;
  item.accessibilityInformation = { label: inert(label) };
  item.tooltip = textTooltip(lines);
  item.show();
}

/** Shows in a view that `work` is going on. */
export function showInView<T>(work: () => Promise<T>, viewId: string): Thenable<T> {
  return window.withProgress({ location: { viewId } }, work);
}

/** Shows `work` in a notification whose button ends it. */
export function withNotification(
  title: string,
  work: (say: (message: string) => void, onCancel: (cancel: () => void) => void) => Promise<void>,
): void {
  const options = { location: ProgressLocation.Notification, title: inert(title), cancellable: true };
  void window.withProgress(options, (progress, token) =>
    work(
      (message) => {
        progress.report({ message: inert(message) });
      },
      (cancel) => {
        token.onCancellationRequested(cancel);
      },
    ),
  );
}

export function setPageTitle(panel: WebviewPanel, title: string): void {
  panel.title = inert(title, maxLength.name);
}

/** An error in a file, for VS Code's Problems. */
export function fileProblem(range: Range, message: string): Diagnostic {
  return diagnosticOf(range, message, DiagnosticSeverity.Error);
}

/** The same for what may be meant so. */
export function fileWarning(range: Range, message: string): Diagnostic {
  return diagnosticOf(range, message, DiagnosticSeverity.Warning);
}

function diagnosticOf(range: Range, message: string, severity: DiagnosticSeverity): Diagnostic {
  const diagnostic = new Diagnostic(range, inert(message), severity);
  diagnostic.source = 'Fine-Tuning';
  return diagnostic;
}
