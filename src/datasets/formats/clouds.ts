import { t } from '@vscode/l10n';
import { type At, at, type Findings, inside, pathText } from '../findings';
import type { Format } from './format';

/**
 * Gemini's: turns of `parts`; with `completions`, answers of which one is better. Source: Google's guides to supervised
 * and preference tuning on Vertex AI.
 */
export const gemini: Format = {
  id: 'gemini',
  keys: ['contents'],
  methods: ['supervised', 'dpo'],
  check(row, found, { method }) {
    const turns = checkTurns(
      at(row, null, 'contents'),
      { roles: ['user', 'model'], content: 'parts' },
      found,
    );
    if (method === 'supervised' && turns !== null) checkEnd(turns, 'model', found);
    if (method === 'dpo') found.items(at(row, null, 'completions'));
  },
};

/** Amazon Nova's, as its Converse API has it. Source: AWS' guide to preparing data, `bedrock-conversation-2024`. */
export const converse: Format = {
  id: 'converse',
  keys: ['schemaVersion'],
  methods: ['supervised'],
  check(row, found) {
    found.text(row, null, 'schemaVersion');
    const turns = checkTurns(
      at(row, null, 'messages'),
      { roles: ['user', 'assistant'], content: 'content' },
      found,
    );
    if (turns !== null) checkEnd(turns, 'assistant', found);
  },
};

interface Shape {
  readonly roles: readonly string[];
  /** The name of the list of what is said. */
  readonly content: string;
}

interface CloudTurn {
  readonly role: string | null;
  readonly path: At['path'];
}

function checkTurns(list: At, shape: Shape, found: Findings): readonly CloudTurn[] | null {
  return found.items(list)?.map((each) => checkTurn(each, shape, found)) ?? null;
}

function checkTurn(turn: At, { roles, content }: Shape, found: Findings): CloudTurn {
  const { path } = turn;
  const object = found.object(turn);
  if (object === null) return { role: null, path };
  const role = found.text(object, path, 'role');
  if (role !== null && !roles.includes(role)) {
    const place = inside(path, 'role');
    const reason = t('{0} is {1}, not one of {2}', pathText(place), JSON.stringify(role), roles.join(', '));
    found.error('role', place, reason);
  }
  for (const part of found.items(at(object, path, content)) ?? []) found.object(part);
  return { role, path };
}

function checkEnd(turns: readonly CloudTurn[], answers: string, found: Findings): void {
  const last = turns.at(-1);
  if (last?.role == null || last.role === answers) return;
  const reason = t('{0} is the last one, but not of the role {1}', pathText(last.path), answers);
  found.error('lastMessage', last.path, reason);
}
