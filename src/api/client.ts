import type { ChatApi } from './chatApi';
import type { Clock } from './clock';
import type { Connection } from './connection';
import type { Capabilities, Dialect } from './dialects/dialect';
import { FilesApi } from './filesApi';
import type { GradersApi } from './gradersApi';
import { mergeHeaders } from './http/redaction';
import { type Exchange, Transport } from './http/transport';
import { JobsApi } from './jobsApi';
import type { LiveApi } from './liveApi';
import { ModelsApi } from './modelsApi';
import { once } from './once';
import type { ServingApi } from './servingApi';
import type { WeightsApi } from './weightsApi';

export interface ClientOptions {
  /** With its base URL: where the setting may leave it out, whoever calls has filled it in. */
  readonly connection: Connection & { readonly baseUrl: string };
  /** What the connection speaks. */
  readonly dialect: Dialect;
  /** The API key, requested at each request; undefined: none is sent. */
  readonly key: () => Promise<string | undefined>;
  /** Hears which key the server refused; whether {@link key} may give another one at once. Left out: it may not. */
  readonly renewKey?: (refused: string) => boolean;
  /** Whether this host's `fetch` can send a stream: Node's can, a browser's cannot over HTTP/1.1. */
  readonly canStreamUploads: boolean;
  readonly onExchange?: (exchange: Exchange) => void;
  readonly retries?: number;
  readonly clock?: Clock;
  readonly random?: () => number;
}

/**
 * The API of one connection, whatever provider is behind it. The last argument of every call is RequestOptions. What
 * lists do without is loaded with its first use: `(await client.chat()).stream(…)`.
 */
export class FineTuningClient {
  readonly jobs: JobsApi;
  readonly files: FilesApi;
  readonly models: ModelsApi;
  readonly chat: () => Promise<ChatApi>;
  readonly live: () => Promise<LiveApi>;
  readonly weights: () => Promise<WeightsApi>;
  readonly serving: () => Promise<ServingApi>;
  readonly graders: () => Promise<GradersApi>;
  readonly dialect: Dialect;
  readonly clock: Clock;
  private readonly transport: Transport;

  constructor(options: ClientOptions) {
    const { connection, dialect } = options;
    const query = dialect.query?.(connection);
    const baseUrl = dialect.baseUrl?.(connection) ?? connection.baseUrl;
    const transport = (this.transport = new Transport({
      baseUrl,
      key: options.key,
      headers: (key) => mergeHeaders(connection.headers, dialect.headers(connection, key)),
      ...(options.renewKey === undefined ? {} : { renewKey: options.renewKey }),
      ...(query === undefined ? {} : { query }),
      ...(options.onExchange === undefined ? {} : { onExchange: options.onExchange }),
      ...(options.retries === undefined ? {} : { retries: options.retries }),
      ...(options.clock === undefined ? {} : { clock: options.clock }),
      ...(options.random === undefined ? {} : { random: options.random }),
    }));
    this.dialect = dialect;
    this.clock = transport.clock;
    this.jobs = new JobsApi(transport, dialect, baseUrl);
    this.files = new FilesApi(transport, dialect, options.canStreamUploads);
    this.models = new ModelsApi(transport, dialect);
    this.chat = once(async () => new (await import('./chatApi')).ChatApi(transport, dialect, baseUrl));
    this.live = once(async () => new (await import('./liveApi')).LiveApi(transport, dialect));
    this.weights = once(
      async () => new (await import('./weightsApi')).WeightsApi(transport, dialect, this.jobs),
    );
    this.serving = once(
      async () => new (await import('./servingApi')).ServingApi(transport, dialect, this.models),
    );
    this.graders = once(async () => new (await import('./gradersApi')).GradersApi(transport, dialect));
  }

  /** What hears of each request that was answered as it should be: the one who keeps the client. */
  set onAnswer(listener: () => void) {
    this.transport.onAnswer = listener;
  }

  get capabilities(): Capabilities {
    return this.dialect.capabilities;
  }
}
