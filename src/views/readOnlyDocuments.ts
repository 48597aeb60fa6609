import { t } from '@vscode/l10n';
import { type CancellationToken, type EventEmitter, Uri, workspace } from 'vscode';
import type { JsonPart, SentJson } from '../api/jsonPart';
import { readAll } from '../api/readAll';
import { decodeResultFile, decodeResultStream, decodeText } from '../api/resultFile';
import { Slices } from '../api/slices';
import { isArchive } from '../datasets/archive';
import { previewOf } from '../datasets/preview';
import type { JobSource } from '../jobs/source';
import type { Sources } from '../jobs/sources';
import { editorFormat } from '../platform/editorFormat';
import { unlessGone } from '../platform/goneFileError';
import { inert } from '../platform/inertText';
import { openAt } from '../platform/openAt';
import { printJson } from '../shared/printJson';
import { previewText } from './files/previewText';
import { documentScheme } from './names';

/** Bytes: VS Code reads a document in the extension host line by line, larger ones for longer than 50 ms. */
export const maxDocumentBytes = 4 * 1024 * 1024;
/** Rows of a preview. */
const maxPreviewRows = 50;
const tooLarge = t('it is larger than 4 MB, too large to be shown');
const saveInstead = t('it is larger than 4 MB, too large to be shown; “Save Result Files…” saves it');

/**
 * What a provider says, as documents that cannot be edited: result files and jobs as JSON. The address says all
 * that is needed to fetch the content again after a reload.
 */
export class ReadOnlyDocuments {
  /** Content that was just fetched, for the document that is about to be opened. */
  private readonly fetched = new Map<string, string>();

  constructor(
    private readonly sources: Sources,
    private readonly changes: EventEmitter<Uri>,
  ) {}

  /** The content of a document, which VS Code asks for when it opens it, also after a reload. */
  async provide(uri: Uri, token: CancellationToken): Promise<string> {
    const known = this.fetched.get(uri.toString());
    this.fetched.delete(uri.toString());
    return known ?? this.fetchUnless(token, uri);
  }

  /** Opens a result file, decoded. */
  async openResult(sourceId: string, fileId: string, name: string, signal: AbortSignal): Promise<void> {
    await this.open(
      address('result', sourceId, fileId, name.endsWith('.csv') ? name : `${name}.csv`),
      signal,
    );
  }

  /** The address of a stored file as it is. */
  fileAddress(sourceId: string, fileId: string, name: string): Uri {
    return address('file', sourceId, fileId, name);
  }

  /** Opens a stored file as it is. */
  async openFile(
    sourceId: string,
    fileId: string,
    name: string,
    signal: AbortSignal,
    line?: number,
  ): Promise<void> {
    await this.open(this.fileAddress(sourceId, fileId, name), signal, line);
  }

  /** Opens the first rows of a training file, for people. */
  async openPreview(sourceId: string, fileId: string, name: string, signal: AbortSignal): Promise<void> {
    await this.open(address('preview', sourceId, fileId, t('{0}, first rows', name)), signal);
  }

  /** Opens a job as the provider sent it: only white space is ours. */
  async openJob(sourceId: string, jobId: string, signal: AbortSignal): Promise<void> {
    await this.open(address('job', sourceId, jobId, `${jobId.replaceAll('/', '-')}.json`), signal);
  }

  /**
   * Opens JSON that is at hand.
   *
   * @param wholeLength characters of all of it, where this is only its beginning
   */
  async openJson(text: string, name: string, wholeLength?: number): Promise<void> {
    const uri = address('json', '', '', `${name}.json`);
    const printed = await printJson(text, new Slices(), maxDocumentBytes);
    await this.show(
      uri,
      wholeLength === undefined ? printed : `${printed}…\n\n${cutNote(text, wholeLength)}\n`,
    );
  }

  /** The address of a text that is at hand, for a comparison; after a reload it is gone. */
  hold(text: string, name: string): Uri {
    const uri = address('json', '', '', name);
    this.fetched.set(uri.toString(), text);
    this.changes.fire(uri);
    return uri;
  }

  /** A job's JSON for a page: pretty, values untouched. */
  async jobJson(sourceId: string, jobId: string, part: JsonPart, signal: AbortSignal): Promise<SentJson> {
    const { text, beginning } = await this.source(sourceId).json(jobId, part, signal);
    if (text.length > maxDocumentBytes) throw new RangeError(tooLarge);
    return { text: await printJson(text, new Slices(signal), maxDocumentBytes), beginning };
  }

  private source(id: string): JobSource {
    const source = this.sources.find(id);
    if (source === undefined) throw new Error(t('its connection is no longer there'));
    return source;
  }

  private async open(uri: Uri, signal: AbortSignal, line?: number): Promise<void> {
    await this.show(uri, await this.fetch(uri, signal), line);
  }

  private async show(uri: Uri, content: string, line?: number): Promise<void> {
    this.fetched.set(uri.toString(), content);
    const name = uri.toString();
    // VS Code asks for the content of a document that is open only after an event that it changed.
    if (workspace.textDocuments.some((each) => each.uri.toString() === name)) this.changes.fire(uri);
    await openAt(await workspace.openTextDocument(uri), line);
  }

  private async fetchUnless(token: CancellationToken, uri: Uri): Promise<string> {
    const controller = new AbortController();
    const listener = token.onCancellationRequested(() => {
      controller.abort();
    });
    try {
      return await this.fetch(uri, controller.signal);
    } finally {
      listener.dispose();
    }
  }

  private async fetch(uri: Uri, signal: AbortSignal): Promise<string> {
    const { kind, sourceId, id } = parse(uri);
    if (kind === 'json') throw new Error(t('what it showed is gone: open it again from the jobs'));
    if (kind === 'job') return (await this.jobJson(sourceId, id, 'job', signal)).text;
    return unlessGone(id, this.fetchFile(kind, this.source(sourceId).files.content(id, signal), signal));
  }

  private async fetchFile(
    kind: string,
    content: AsyncIterable<Uint8Array>,
    signal: AbortSignal,
  ): Promise<string> {
    if (kind === 'preview')
      return previewText(await previewOf(decodeResultStream(content), maxPreviewRows), editorFormat);
    const bytes = await readAll(content, maxDocumentBytes, kind === 'result' ? saveInstead : tooLarge);
    if (isArchive(bytes)) throw new Error(t('it is an archive, which has no text to show: download it'));
    if (kind === 'result') return (await decodeResultFile(bytes, signal)).text;
    return (await decodeText(bytes, signal)) ?? '';
  }
}

function cutNote({ length }: string, wholeLength: number): string {
  const [kept, whole] = [editorFormat.count(length), editorFormat.count(wholeLength)];
  return t('Only the first {0} of {1} characters were kept.', kept, whole);
}

/** VS Code shows the name as it is: on a tab, in a list of what was opened, in a breadcrumb. */
function address(kind: string, sourceId: string, id: string, name: string): Uri {
  const query = new URLSearchParams({ kind, source: sourceId, id }).toString();
  return Uri.from({ scheme: documentScheme, path: `/${inert(name).replace(/[/\\]/g, '-')}`, query });
}

function parse(uri: Uri): { kind: string; sourceId: string; id: string } {
  const query = new URLSearchParams(uri.query);
  return { kind: query.get('kind') ?? '', sourceId: query.get('source') ?? '', id: query.get('id') ?? '' };
}
