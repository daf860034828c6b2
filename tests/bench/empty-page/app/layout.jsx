/** The least that a page of the App Router can be: what its scripts weigh is the framework's own. */
export default function RootLayout({ children }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
