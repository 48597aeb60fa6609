import { getLocation, type Location } from 'jsonc-parser';
import {
  type CancellationToken,
  CompletionItem,
  CompletionItemKind,
  type CompletionItemProvider,
  type Position,
  Range,
  type TextDocument,
} from 'vscode';
import { providers } from '../../api/dialects/providers';
import { nameOfPath } from '../../jobFiles/dataName';
import { sourceId } from '../../jobs/jobKey';
import type { App } from '../command';
import { type BaseModels, listBaseModels, noBaseModels } from '../createJob/baseModelChoices';
import { findTrainingFiles } from '../trainingFiles/chooseTrainingFile';
import { type Completion, completionsOf, type LookedUp, toLookUp } from './completions';
import { type KnownProvider, providerOf } from './connectionOf';
import { placeOf } from './filePlace';
import { looseFile } from './looseFile';

/** Connections, base models, data files, hyperparameters and settings; what every job file has, VS Code offers by the schema. */
export class JobFileCompletion implements CompletionItemProvider {
  constructor(private readonly app: App) {}

  async provideCompletionItems(
    document: TextDocument,
    position: Position,
    token: CancellationToken,
  ): Promise<CompletionItem[]> {
    const text = document.getText();
    const location = getLocation(text, document.offsetAt(position));
    const { path, isAtPropertyKey } = location;
    const file = looseFile(text);
    const provider = await providerOf(file, this.app.sources);
    const wanted = isAtPropertyKey ? undefined : toLookUp(path);
    const found =
      wanted === undefined
        ? provider === null
          ? []
          : completionsOf(path, isAtPropertyKey, file, provider.options)
        : await this.lookUp(wanted, document, provider, token);
    return found.map((each) => toItem(each, document, position, location));
  }

  private async lookUp(
    wanted: LookedUp,
    { uri }: TextDocument,
    provider: KnownProvider | null,
    token: CancellationToken,
  ): Promise<readonly Completion[]> {
    switch (wanted) {
      case 'connections':
        return this.app.sources.available.map(({ name, dialect }) => ({
          ...{ text: name, detail: providers[dialect].title },
        }));
      case 'files': {
        const place = placeOf(uri);
        const files = await findTrainingFiles();
        return files.map((file) => ({
          text: nameOfPath(place.toPath(file)),
        }));
      }
      case 'models':
        return this.models(provider, token);
    }
  }

  private async models(
    provider: KnownProvider | null,
    token: CancellationToken,
  ): Promise<readonly Completion[]> {
    const name = provider?.connection?.name;
    const source = name === undefined ? undefined : this.app.sources.find(sourceId(name));
    if (source === undefined) return [];
    const end = new AbortController();
    const listener = token.onCancellationRequested(() => {
      end.abort();
    });
    let models: BaseModels = noBaseModels;
    await listBaseModels(this.app, source, end.signal, (soFar) => {
      models = soFar;
    });
    listener.dispose();
    // Where a setting names what a job goes on from, it is no `model`.
    const isSetting = source.creation.options.settings?.some(({ isCheckpoint }) => isCheckpoint) === true;
    return [...models.choices, ...(isSetting ? [] : models.tuned)].map(({ value, description }) => ({
      text: value,
      ...(description === undefined ? {} : { detail: description }),
    }));
  }
}

/** In quotation marks, in the place of the text that stands there. */
function toItem(
  { text, detail, documentation }: Completion,
  document: TextDocument,
  position: Position,
  { previousNode, isAtPropertyKey }: Location,
): CompletionItem {
  const item = new CompletionItem(
    text,
    isAtPropertyKey ? CompletionItemKind.Property : CompletionItemKind.Value,
  );
  const start = previousNode === undefined ? position : document.positionAt(previousNode.offset);
  const end =
    previousNode === undefined ? position : document.positionAt(previousNode.offset + previousNode.length);
  const isFollowed = /^\s*:/.test(document.getText().slice(document.offsetAt(end)));
  item.range = new Range(start, end);
  item.filterText = JSON.stringify(text);
  item.insertText = isAtPropertyKey && !isFollowed ? `${JSON.stringify(text)}: ` : JSON.stringify(text);
  if (detail !== undefined) item.detail = detail;
  if (documentation !== undefined) item.documentation = documentation;
  return item;
}
