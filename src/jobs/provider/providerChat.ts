import type { ChatPart, ChatRequest } from '../../api/chatApi';
import type { Dialect } from '../../api/dialects/dialect';
import type { SourceChat } from '../source';
import type { Connect } from './connect';

/** Prompting models at a provider. */
export class ProviderChat implements SourceChat {
  readonly note: string | null;
  readonly isByDeployment: boolean;

  constructor(
    { chat }: Dialect,
    private readonly connect: Connect,
  ) {
    this.note = chat?.note ?? null;
    this.isByDeployment = chat?.isByDeployment === true;
  }

  async *stream(request: ChatRequest, signal: AbortSignal): AsyncGenerator<ChatPart, void, undefined> {
    const client = await this.connect(signal);
    yield* (await client.chat()).stream(request, { signal });
  }
}
