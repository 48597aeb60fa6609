import { getLocation } from 'jsonc-parser';
import { Hover, type HoverProvider, type Position, Range, type TextDocument } from 'vscode';
import { textTooltip } from '../../platform/treeRow';
import type { App } from '../command';
import { providerOf } from './connectionOf';
import { fieldTexts } from './fieldTexts';
import { looseFile } from './looseFile';

/** What the field under the pointer is, and what this provider takes there. */
export class JobFileHover implements HoverProvider {
  constructor(private readonly app: App) {}

  async provideHover(document: TextDocument, position: Position): Promise<Hover | null> {
    const text = document.getText();
    const { path, previousNode } = getLocation(text, document.offsetAt(position));
    if (previousNode === undefined) return null;
    const file = looseFile(text);
    const provider = await providerOf(file, this.app.sources);
    const lines = fieldTexts(path, file.method?.type, provider?.options ?? null);
    if (lines.length === 0) return null;
    const { offset, length } = previousNode;
    return new Hover(
      textTooltip(lines),
      new Range(document.positionAt(offset), document.positionAt(offset + length)),
    );
  }
}
