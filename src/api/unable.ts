import { t } from '@vscode/l10n';
import type { CapabilityName, Dialect } from './dialects/dialect';
import { providers } from './dialects/providers';
import { InvalidRequestError, type RequestFacts } from './http/errors';

/** The error of what a provider cannot do, with the reason of its capability. @param request that was not made */
export function unable(
  { capabilities, id }: Dialect,
  capability: CapabilityName | 'deploy',
  request: RequestFacts,
): InvalidRequestError {
  const reason = capabilities[capability];
  return new InvalidRequestError(
    typeof reason === 'string' ? reason : t('{0} cannot do this', providers[id].title),
    request,
  );
}
