import type { ChatPart, ChatRequest } from '../../api/chatApi';
import type { Dialect } from '../../api/dialects/dialect';
import type { Checkpoint } from '../../api/wire/checkpoint';
import type { SourceChat } from '../source';
import type { Connect } from './connect';

/** Checkpoints of a job that are listed to be tried. */
const maxCheckpoints = 100;

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
    yield* (await this.connect(signal)).chat.stream(request, { signal });
  }

  async listCheckpoints(jobId: string, signal: AbortSignal): Promise<readonly Checkpoint[]> {
    const { jobs } = await this.connect(signal);
    return (await jobs.listCheckpoints(jobId, { limit: maxCheckpoints }, { signal }).first()).items;
  }
}
