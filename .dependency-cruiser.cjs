// Who may import what. Where a rule and the work disagree, redraw the house before the rule.

const roots = '^src/(app|core|extension|node|web)\\.ts$|^src/node/';

/**
 * A part of the house, and all that it may import.
 * @param {string} name
 * @param {string} from
 * @param {string[]} to
 */
const layer = (name, from, to) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { pathNot: [from, ...to] },
});

const packageNamed = (/** @type {string} */ name) => `(^|/)node_modules/(@types/)?${name}/`;
const zod = packageNamed('zod');
const l10n = packageNamed('@vscode/l10n');
const shared = '^src/shared/';
const wire = '^src/api/wire/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-cycles-between-folders',
      severity: 'error',
      scope: 'folder',
      from: { path: '^src/' },
      to: { circular: true },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^vscode$' },
    },
    {
      name: 'declared-packages',
      comment: 'What is imported stands in package.json.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-orphans',
      severity: 'warn',
      from: {
        orphan: true,
        path: '^src/',
        pathNot: ['\\.d\\.ts$', roots, '^src/engine/(main|worker)\\.ts$'],
      },
      to: {},
    },
    {
      name: 'vscode-at-the-edge',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(platform|views|commands)/', roots] },
      to: { path: ['^vscode$', packageNamed('vscode')] },
    },
    {
      name: 'nobody-imports-the-roots',
      severity: 'error',
      from: { path: '^src/', pathNot: roots },
      to: { path: roots },
    },
    {
      name: 'protocol-is-types',
      severity: 'error',
      from: { path: '^src/shared/protocol\\.ts$' },
      to: { dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'one-host-only',
      comment: 'What both hosts share knows neither Node nor the pages nor the engine.',
      severity: 'error',
      from: {
        path: '^src/(app|core|extension|web)\\.ts$|^src/(api|shared|jobs|jobFiles|metrics|datasets|platform|views|commands)/',
      },
      to: { dependencyTypes: ['core'] },
    },
    layer('api', '^src/api/', [zod, l10n, packageNamed('eventsource-parser')]),
    layer('shared', shared, ['^src/(api|metrics)/', l10n]),
    {
      name: 'shared-knows-types-of-others-only',
      severity: 'error',
      from: { path: shared },
      to: { path: '^src/(api|metrics)/', dependencyTypesNot: ['type-only'] },
    },
    layer('jobs', '^src/jobs/', ['^src/(api|metrics)/', shared, zod, l10n]),
    layer('metrics', '^src/metrics/', ['^src/api/', packageNamed('d3-dsv'), l10n]),
    layer('datasets', '^src/datasets/', ['^src/api/', shared, zod, l10n, packageNamed('jsonc-parser')]),
    layer('jobFiles', '^src/jobFiles/', ['^src/(api|datasets)/', shared, l10n, packageNamed('jsonc-parser')]),
    layer('platform', '^src/platform/', [
      '^src/(api|datasets)/',
      shared,
      '^vscode$',
      packageNamed('vscode'),
      zod,
      l10n,
    ]),
    {
      name: 'webview-shares-types-only',
      severity: 'error',
      from: { path: '^src/webview/' },
      to: { path: '^src/api/', dependencyTypesNot: ['type-only'] },
    },
    layer('webview', '^src/webview/', [
      shared,
      '^src/api/',
      '^src/metrics/',
      l10n,
      packageNamed('(uplot|d3-dsv|lit|lit-html|@vscode-elements/[^/]+|@vscode/codicons)'),
    ]),
    layer('engine', '^src/engine/', [
      wire,
      '^src/datasets/(check|example|limits|report)\\.ts$',
      '^(node:)?[a-z_]+(/promises)?$',
      packageNamed('(zod|busboy|d3-dsv)'),
    ]),
    {
      name: 'views-and-commands',
      severity: 'error',
      from: { path: '^src/(views|commands)/' },
      to: { path: '^src/(engine|webview)/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { conditionNames: ['import', 'types', 'default'], exportsFields: ['exports'] },
  },
};
