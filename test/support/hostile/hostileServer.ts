import type { ServerResponse } from 'node:http';
import { dialects } from '../dialects';
import { type Received, startServer } from '../httpServer';
import { type Answering, plainly } from './answers';
import { disguises } from './bodies';
import { deliver, HeldAnswers } from './delivery';
import { type EndpointName, endpointOf, endpointsOf } from './endpoints';
import type { Shown } from './lists';
import { type Planned, plannedAnswer } from './planned';
import type { Scenario } from './scenario';

/** What the server did with one request. */
export interface Exchanged {
  readonly endpoint: EndpointName | null;
  readonly path: string;
  /** The answer was one that every client must read. */
  readonly isSound: boolean;
  /** Those of its items that must be shown. */
  readonly good: readonly Shown[];
}

export interface HostileServer {
  readonly held: HeldAnswers;
  /** Begins a sequence; what still comes of an earlier one is refused. Returns the base URL to play it at. */
  play(scenario: Scenario, onExchange: (exchanged: Exchanged) => void): string;
  close(): Promise<void>;
}

/** One server on loopback for many sequences, each below a path of its own. */
export async function startHostileServer(): Promise<HostileServer> {
  let sequence = 0;
  let handle: ((request: Received, response: ServerResponse) => Promise<void>) | null = null;
  const held = new HeldAnswers();
  const server = await startServer(async (request, response) => {
    server.requests.length = 0; // they would hold every body there ever was
    if (handle === null || !request.path.startsWith(`/${String(sequence)}/`)) response.destroy();
    else await handle(request, response);
  });
  return {
    held,
    play(scenario, onExchange) {
      sequence++;
      held.clear();
      handle = player(scenario, held, onExchange);
      return `${server.origin}/${String(sequence)}/v1`;
    },
    close: () => server.close(),
  };
}

function player(scenario: Scenario, held: HeldAnswers, onExchange: (exchanged: Exchanged) => void) {
  const endpoints = endpointsOf(dialects[scenario.dialect]);
  const counts = new Map<string, number>();
  let requests = 0;
  return async (request: Received, response: ServerResponse) => {
    const { method, path } = request;
    const { name: endpoint, id } = endpointOf(endpoints, method, path) ?? { name: null, id: '' };
    const answer = scenario.answers[requests++ % scenario.answers.length] ?? plainly;
    const count = counts.get(path) ?? 0;
    counts.set(path, count + 1);
    await request.body();
    const planned = plannedAnswer({ scenario, request, endpoint, id, count });
    const isSound = answer.kind === 'planned' && planned.isSound;
    onExchange({ endpoint, path, isSound, good: isSound ? planned.good : [] });
    give(answer, planned, response, held);
  };
}

function give(answer: Answering, planned: Planned, response: ServerResponse, held: HeldAnswers): void {
  switch (answer.kind) {
    case 'planned': {
      const { body, status } = planned;
      response.writeHead(status, { 'content-type': 'application/json', ...answer.headers });
      response.end(typeof body === 'string' ? disguises[answer.disguise](body) : body);
      return;
    }
    case 'refusal':
      response.writeHead(answer.status, answer.statusText, { ...answer.headers });
      response.end(answer.body.json);
      return;
    case 'nonsense':
      response.writeHead(answer.status, { ...answer.headers });
      response.end(answer.body.json);
      return;
    case 'speed':
      deliver(answer.speed, planned.body, response, held);
  }
}
