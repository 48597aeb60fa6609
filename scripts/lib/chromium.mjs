import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { cached, install } from './cache.mjs';

const version = '147.0.0';

/** The fonts of the system, and the one that comes with the package where there are none. */
const fonts = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  <alias><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
</fontconfig>
`;

/** Chromium for Linux x64 from npm, with the libraries and fonts that a bare system lacks. */
export async function provideChromium() {
  const folder = await cached(`chromium-${version}`, 'Download Chromium (about 70 MB)', async (draft) => {
    await install(draft, [`@sparticuz/chromium@${version}`]);
    await unpack(draft);
    await rm(join(draft, 'node_modules'), { recursive: true });
    return draft;
  });
  return {
    executable: join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH'] ?? []].flat().join(':'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
      XDG_CACHE_HOME: join(folder, 'cache'),
    },
  };
}

/** @param {string} folder */
async function unpack(folder) {
  const packed = join(folder, 'node_modules', '@sparticuz', 'chromium', 'bin');
  /** @type {{ extract(folder: string): import('node:stream').Writable }} */
  const tar = createRequire(join(folder, 'package.json'))('tar-fs');
  /**
   * @param {string} name
   * @param {import('node:stream').Writable} target
   */
  const inflate = (name, target) =>
    pipeline(createReadStream(join(packed, name)), createBrotliDecompress(), target);
  await Promise.all([
    inflate('chromium.br', createWriteStream(join(folder, 'chromium'))),
    inflate('al2023.tar.br', tar.extract(join(folder, 'al2023'))),
    inflate('fonts.tar.br', tar.extract(join(folder, 'fonts'))),
    inflate('swiftshader.tar.br', tar.extract(folder)),
  ]);
  await writeFile(join(folder, 'fonts.conf'), fonts);
  await chmod(join(folder, 'chromium'), 0o755);
}
