import type { JobStore } from '../jobs/jobStore';
import type { ModelRegistry } from '../jobs/modelRegistry';
import type { Scheduler } from '../jobs/scheduler';
import type { FileStore } from '../store/fileStore';
import type { UploadStore } from '../store/uploadStore';

/** What the routes work on. */
export interface EngineContext {
  readonly files: FileStore;
  readonly uploads: UploadStore;
  readonly jobs: JobStore;
  readonly models: ModelRegistry;
  readonly scheduler: Scheduler;
}
