/** How the key is changed, for one server or many. */
export const STEPS = `Servers read their keys when they start. To change the key, one server or many:

  1. add,          then restart every server: each accepts the new key
  2. use ID,       then restart every server: each encrypts under it
  3. rotate
  4. drop OLD-ID,  then restart every server`;

export const BY_HAND = `With only one server, the restart after add can be left out. With TOKEN_KEYS do the same by hand: the new id:base64
last, then first, then rotate, then without the old one.`;
