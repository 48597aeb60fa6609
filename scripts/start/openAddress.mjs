import { spawn } from 'node:child_process';

/**
 * Opens an address in the person's browser, where there is a desktop.
 * @param {string} address
 */
export function openAddress(address) {
  const command = opener();
  if (command === undefined) return;
  const [name, ...args] = command;
  const child = spawn(name, [...args, address], { detached: true, stdio: 'ignore', windowsHide: true });
  // The address is printed as well.
  child.on('error', () => {});
  child.unref();
}

/** @returns {[string, ...string[]] | undefined} */
function opener() {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === 'darwin') return ['open'];
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return DISPLAY || WAYLAND_DISPLAY ? ['xdg-open'] : undefined;
}
