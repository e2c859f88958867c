/** What is made once for each key, when it is asked for first, and kept: for keys of which there are few. */
export function onceFor<K, T extends object | string>(make: (key: K) => T): (key: K) => T {
  const made = new Map<K, T>();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
}
