// node scripts/icon.mjs: draws media/icon.png, the icon of the extension, from media/icon.svg.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureDependencies } from './lib/dependencies.mjs';
import { main } from './lib/main.mjs';
import { root } from './lib/paths.mjs';
import { step } from './lib/steps.mjs';

/** Pixels: the Marketplace shows it at 128, on screens that have two pixels for one. */
const size = 256;

await main(async () => {
  await ensureDependencies();
  await step('Draw media/icon.png', draw);
});

async function draw() {
  const svg = await readFile(join(root, 'media', 'icon.svg'), 'base64');
  const { launchBrowser } = await import('./lib/launch.mjs');
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    const image = `<img src="data:image/svg+xml;base64,${svg}" width="${size}" height="${size}">`;
    await page.setContent(`<style>body { margin: 0 } img { display: block }</style>${image}`);
    // What is not drawn stays transparent.
    await page.screenshot({ path: join(root, 'media', 'icon.png'), omitBackground: true });
  } finally {
    await browser.close();
  }
}
