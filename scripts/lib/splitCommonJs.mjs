import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { transform } from 'esbuild';

/**
 * Makes CommonJS files of an ESM bundle with splitting, which esbuild itself does not do: what is imported
 * dynamically lies in files of its own, and is evaluated when it is needed and not at the start.
 * @param {string} name of the entry point; its files begin with it
 * @param {string} folder
 * @returns {import('esbuild').Plugin}
 */
export function splitCommonJs(name, folder) {
  return {
    name: 'split-commonjs',
    setup(build) {
      build.onEnd(async ({ outputFiles = [] }) => {
        if (outputFiles.length === 0) return;
        await mkdir(folder, { recursive: true });
        await removeOld(name, folder);
        for (const { path, text } of outputFiles) {
          const { code } = await transform(withAssigned(withRequired(text)), {
            format: 'cjs',
            platform: 'neutral',
            target: 'es2023',
            minify: true,
            charset: 'utf8',
          });
          await writeFile(join(folder, basename(path)), code);
        }
      });
    },
  };
}

/**
 * Dynamic imports as what they are in CommonJS: esbuild's own copies what is imported, by a helper of 450 bytes a file.
 * @param {string} text
 */
function withRequired(text) {
  return text.replace(/\bimport\(("\.\/node-[^"]+")\)/g, 'Promise.resolve().then(()=>require($1))');
}

/**
 * Exports that are assigned at the end, in one short line: what esbuild writes for them takes 440 bytes in each of some
 * hundred files. Nothing here changes a variable that it exports, and no two files need each other.
 * @param {string} text an ES module as esbuild bundles it: all that it exports is said at its end
 */
function withAssigned(text) {
  const [said, names] = /export\{([^{}]*)\};?\s*$/.exec(text) ?? [];
  if (said === undefined || names === undefined) return text;
  const members = names.split(',').map((each) => {
    const [own, exported = own] = each.trim().split(' as ');
    return `${String(exported)}:${String(own)}`;
  });
  return `${text.slice(0, -said.length)};Object.assign(exports,{${members.join(',')}});`;
}

/**
 * The names of the parts change with what is in them.
 * @param {string} name
 * @param {string} folder
 */
async function removeOld(name, folder) {
  for (const file of await readdir(folder)) {
    if (file.startsWith(`${name}-`) && file.endsWith('.js')) await rm(join(folder, file));
  }
}
