import type { Integration } from '../../api/wire/job';

/** An address that may be opened: https only, without credentials; null for anything else. */
export function safeLink(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null;
  const parsed = new URL(url);
  return parsed.protocol === 'https:' && parsed.username === '' && parsed.password === ''
    ? parsed.href
    : null;
}

/**
 * The page that the provider names, or that of a Weights & Biases project. Null where the job does not name the
 * entity: without it the address would be a guess. Source: docs.wandb.ai, `wandb.ai/ENTITY/PROJECT`.
 */
export function integrationLink({ type, entity, project, url }: Integration): string | null {
  if (url !== undefined) return safeLink(url);
  if (type !== 'wandb' || entity === null || project === null) return null;
  return safeLink(`https://wandb.ai/${encodeURIComponent(entity)}/${encodeURIComponent(project)}`);
}
