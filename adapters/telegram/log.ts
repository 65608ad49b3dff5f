/** Where the adapter says what went wrong; pino's shape. Neither fields nor messages ever hold the token or a person's words. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
