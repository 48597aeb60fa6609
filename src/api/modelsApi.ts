import { decodeOne, decodePage } from './decode';
import type { Dialect } from './dialects/dialect';
import { Deleted } from './file';
import { encode } from './jobsApi';
import { Model } from './model';
import { Pages } from './page';
import type { RequestOptions, Transport } from './transport';

/** Models: the base models an account may use, and its fine-tuned ones. Throws the errors of `errors.ts`. */
export class ModelsApi {
  constructor(
    private readonly transport: Transport,
    private readonly dialect: Dialect,
  ) {}

  list(options: RequestOptions = {}): Pages<Model> {
    const path = this.dialect.routes.models;
    return new Pages<Model>(async () => {
      const page = { after: null, limit: 0 };
      const answer = await this.transport.json({ ...options, method: 'GET', path });
      return decodePage(Model, answer, (raw) => this.dialect.readPage(raw, page), page, undefined, path);
    });
  }

  /** Only fine-tuned models can be deleted, by an owner of the organization. */
  async delete(id: string, options: RequestOptions = {}): Promise<Deleted> {
    const path = this.dialect.routes.model(encode(id));
    return decodeOne(
      Deleted,
      await this.transport.json({ ...options, method: 'DELETE', path }),
      'answer',
      path,
    );
  }
}
