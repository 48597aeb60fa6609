import { t } from '@vscode/l10n';
import type { ZodMiniType } from 'zod/mini';
import type { ErrorReporter } from '../platform/errorReporter';

/** What takes the messages of one page. */
interface PageReceiver<Message> {
  /** What the page may say. */
  readonly schema: ZodMiniType<Message>;
  readonly errors: Pick<ErrorReporter, 'record' | 'show'>;
  readonly handle: (message: Message) => Promise<void>;
}

/** Checks what a page has sent and lets it be handled; what goes wrong is reported. Never rejects. */
export async function receiveFromPage<Message>(
  raw: unknown,
  { schema, errors, handle }: PageReceiver<Message>,
): Promise<void> {
  const parsed = schema.safeParse(raw);
  if (!parsed.success) {
    errors.record('A page sent something unknown', parsed.error);
    return;
  }
  try {
    await handle(parsed.data);
  } catch (error) {
    errors.show(t('The action failed'), error);
  }
}
