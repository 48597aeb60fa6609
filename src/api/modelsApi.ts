import { deleteAt } from './deletion';
import type { Dialect } from './dialects/dialect';
import { noPaging } from './dialects/paging';
import { maxListBytes, type RequestOptions, type RequestSpec, type Transport } from './http/transport';
import type { ListParams } from './jobsApi';
import { decodePage, type Decoder } from './paging/decode';
import { emptyPage, type FetchPage, Pages } from './paging/pages';
import { unable } from './unable';
import type { Deleted } from './wire/file';
import { Model } from './wire/model';

const model: Decoder<Model> = { schema: Model };
/** The longest page that is known to be allowed: Fireworks'. */
const modelsPerPage = 200;

/** Models: the base models an account may use, and its fine-tuned ones. Throws the errors of `http/errors.ts`. */
export class ModelsApi {
  constructor(
    private readonly transport: Transport,
    private readonly dialect: Dialect,
  ) {}

  list({ after = null }: Pick<ListParams, 'after'> = {}, options: RequestOptions = {}): Pages<Model> {
    const { modelsPaging: paging = noPaging, routes, toModel } = this.dialect;
    const path = routes.models;
    const fetchPage: FetchPage<Model> = async (cursor, more) => {
      if (path === undefined) return emptyPage;
      const params = { after: cursor, limit: modelsPerPage };
      const query = paging.query(params);
      const spec: RequestSpec = { ...options, ...more, method: 'GET', path, query, maxBytes: maxListBytes };
      const source = { paging, params, normalize: toModel, signal: spec.signal };
      return this.transport.json(spec, (raw, facts, text) => decodePage(model, raw, source, facts, text));
    };
    return new Pages(fetchPage, { after, identify: ({ id }) => id, clock: this.transport.clock });
  }

  /** Deletes a fine-tuned model, or a checkpoint that can be called. */
  async delete(id: string, options: RequestOptions = {}): Promise<Deleted> {
    const { deleteModel, models = '' } = this.dialect.routes;
    const path = deleteModel?.(id);
    if (path === undefined) throw unable(this.dialect, 'deleteModel', { method: 'DELETE', url: models });
    return deleteAt(this.transport, path, options);
  }
}
