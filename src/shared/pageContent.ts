import type { DataReportTarget } from './dataReportProtocol';
import type { JobKey } from './protocol';
import type { TryTarget } from './tryProtocol';

/** Which page it is, and what it is about: the extension writes it into the frame, where the page's script reads it. */
export type PageContent =
  /** A job, or a comparison of several. */
  | { readonly page: 'jobs'; readonly shown: readonly JobKey[] }
  /** Tries models out. */
  | { readonly page: 'try'; readonly shown: TryTarget }
  /** The rows of a data file, by its name. */
  | { readonly page: 'rows'; readonly shown: string }
  /** Reports on a data file. */
  | { readonly page: 'dataReport'; readonly shown: DataReportTarget }
  /** Creates a job: what it shows comes as messages. */
  | { readonly page: 'createForm'; readonly shown: null };
