/** The time as the API gives it: whole seconds since 1970, UTC. */
export function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
