/** An e-mail address, or what stands in its place: where it does not fit, it is broken before its host. */
export function Address({ of }: { readonly of: string }) {
  const at = of.lastIndexOf("@");
  return (
    <bdi>
      {at > 0 ? (
        <>
          {of.slice(0, at)}
          <wbr />
          {of.slice(at)}
        </>
      ) : (
        of
      )}
    </bdi>
  );
}
