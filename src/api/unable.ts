import { t } from '@vscode/l10n';
import type { CapabilityName, Dialect } from './dialects/dialect';
import { InvalidRequestError, type RequestFacts } from './http/errors';

/** The error of what a provider cannot do, with the reason of its capability. @param request that was not made */
export function unable(
  { capabilities, title }: Dialect,
  capability: CapabilityName,
  request: RequestFacts,
): InvalidRequestError {
  const reason = capabilities[capability];
  return new InvalidRequestError(reason === true ? t('{0} cannot do this', title) : reason, request);
}
