/** An enum object whose names are its values: the words that the database stores are the words that the API speaks. */
export function enumOf<const Word extends string>(words: readonly Word[]): { [Each in Word]: Each } {
  return Object.fromEntries(words.map((word) => [word, word])) as { [Each in Word]: Each };
}
