// Bundles the host tests into out/test/host, for the debugger.
import { join } from 'node:path';
import { root } from '../lib/paths.mjs';
import { bundleHostTests } from './bundle.mjs';
import { glob } from './glob.mjs';

await bundleHostTests(await glob(join(root, 'test', 'host'), '.test.ts'), join(root, 'out', 'test', 'host'));
