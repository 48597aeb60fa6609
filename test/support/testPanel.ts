import * as vscode from 'vscode';
import type { FromPage } from '../../src/shared/protocol';
import type { FromRowsPage } from '../../src/shared/rowsProtocol';
import type { FromTryPage } from '../../src/shared/tryProtocol';

/** A panel that the test shows and hides; like VS Code's own it complains when it is used after its end. */
export class TestPanel<Sent> {
  readonly sent: Sent[] = [];
  title = '';
  readonly viewColumn = undefined;
  private isVisible = true;
  private isDisposed = false;
  private readonly messages = new vscode.EventEmitter<unknown>();
  private readonly states = new vscode.EventEmitter<void>();
  private readonly ends = new vscode.EventEmitter<void>();

  readonly onDidChangeViewState = this.states.event;
  readonly onDidDispose = this.ends.event;

  get visible(): boolean {
    if (this.isDisposed) throw new Error('Webview is disposed');
    return this.isVisible;
  }

  get webview() {
    if (this.isDisposed) throw new Error('Webview is disposed');
    return {
      onDidReceiveMessage: this.messages.event,
      postMessage: (message: Sent) => {
        this.sent.push(message);
        return Promise.resolve(true);
      },
    };
  }

  show(isVisible: boolean): void {
    this.isVisible = isVisible;
    this.states.fire();
  }

  say(message: FromPage | FromRowsPage | FromTryPage): void {
    this.messages.fire(message);
  }

  dispose(): void {
    this.isDisposed = true;
    this.ends.fire();
  }
}
