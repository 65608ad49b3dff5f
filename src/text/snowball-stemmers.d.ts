declare module "snowball-stemmers" {
  interface Stemmer {
    /** The word without its ending; expects lower case. */
    stem(word: string): string;
  }
  const snowball: { newStemmer(language: "english" | "french"): Stemmer };
  export default snowball;
}
