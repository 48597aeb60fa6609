import type { FineTuningClient } from '../../api/client';

/** The client, once there is a server to talk to; the signal ends the wait for it. */
export type Connect = (signal?: AbortSignal) => Promise<FineTuningClient>;
