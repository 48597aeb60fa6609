import { type Decoder, decodeOne, decodePage } from './paging/decode';
import type { Dialect } from './dialects/dialect';
import { noPaging } from './dialects/paging';
import { InvalidRequestError } from './http/errors';
import { Deleted } from './wire/file';
import { Model } from './wire/model';
import { type FetchPage, Pages, emptyPage } from './paging/pages';
import { type RequestOptions, type RequestSpec, type Transport, maxListBytes } from './http/transport';

const model: Decoder<Model> = { schema: Model };
const deleted: Decoder<Deleted> = { schema: Deleted };
/** The parameters of a list that comes all at once. */
const wholeList = { after: null, limit: 0 };

/** Models: the base models an account may use, and its fine-tuned ones. Throws the errors of `errors.ts`. */
export class ModelsApi {
  constructor(
    private readonly transport: Transport,
    private readonly dialect: Dialect,
  ) {}

  list(options: RequestOptions = {}): Pages<Model> {
    const { routes, toModel } = this.dialect;
    const path = routes.models;
    const fetchPage: FetchPage<Model> = async (_, more) => {
      if (path === undefined) return emptyPage;
      const spec: RequestSpec = { ...options, ...more, method: 'GET', path, maxBytes: maxListBytes };
      const source = { paging: noPaging, params: wholeList, normalize: toModel, signal: spec.signal };
      return this.transport.json(spec, (raw, facts) => decodePage(model, raw, source, facts));
    };
    return new Pages(fetchPage, { after: null, identify: ({ id }) => id, clock: this.transport.clock });
  }

  /** Only fine-tuned models can be deleted, by an owner of the organization. */
  async delete(id: string, options: RequestOptions = {}): Promise<Deleted> {
    const path = this.dialect.routes.model?.(id);
    if (path === undefined) {
      const message = `${this.dialect.title} has no way to delete a model`;
      throw new InvalidRequestError(message, { method: 'DELETE', url: this.dialect.routes.models ?? '' });
    }
    return this.transport.json({ ...options, method: 'DELETE', path }, (raw, facts) =>
      decodeOne(deleted, raw, 'answer', facts),
    );
  }
}
