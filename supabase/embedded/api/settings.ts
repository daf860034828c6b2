/** What the child process that serves the Supabase API is told by its parent, over their channel (never by argument: they are secrets). */
export interface LiteSettings {
  readonly port: number;
  /** As the role `repaint_gateway`, see provision.ts. */
  readonly databaseUrl: string;
  readonly jwtSecret: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  /** Where the app is reached; links in mails go there. */
  readonly appUrl: string;
  readonly storageDirectory: string;
  readonly mailboxDirectory: string;
}
