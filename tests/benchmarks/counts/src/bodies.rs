//! Bodies of error responses, as the services send them.
//!
//! Knows their elements and order. The values are made up.

/// A body, and what it stands for.
pub struct Body {
    /// What it is called in tables.
    pub name: &'static str,
    /// The status that comes with it.
    pub status: u16,
    /// Its text.
    pub text: &'static str,
}

/// What is classified. Each names a code that Alibaba Cloud OSS documents.
pub const BODIES: &[Body] = &[
    Body {
        name: "no such key",
        status: 404,
        text: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
<Error>\n  <Code>NoSuchKey</Code>\n  <Message>The specified key does not exist.</Message>\n  \
<RequestId>65A1B2C3D4E5F60718293A4B</RequestId>\n  <HostId>some-bucket.oss-example.test</HostId>\n  \
<Key>photos/2024/cat.jpg</Key>\n  <EC>0026-00000001</EC>\n</Error>\n",
    },
    Body {
        name: "in one line",
        status: 403,
        text: "<Error><Code>AccessDenied</Code><Message>You have no right to access this object.</Message>\
<RequestId>65A1B2C3D4E5F60718293A4B</RequestId><HostId>some-bucket.oss-example.test</HostId></Error>",
    },
    Body {
        name: "signature",
        status: 403,
        text: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
<Error>\n  <Code>SignatureDoesNotMatch</Code>\n  \
<Message>The request signature we calculated does not match the signature you provided. Check your key &amp; signing method.</Message>\n  \
<RequestId>65A1B2C3D4E5F60718293A4B</RequestId>\n  <HostId>some-bucket.oss-example.test</HostId>\n  \
<OSSAccessKeyId>EXAMPLEKEYID</OSSAccessKeyId>\n  <SignatureProvided>bm90IGEgc2lnbmF0dXJl</SignatureProvided>\n  \
<StringToSign>GET\n\n\nTue, 02 Jan 2024 03:04:05 GMT\n/some-bucket/photos/2024/cat.jpg</StringToSign>\n  \
<StringToSignBytes>47 45 54 0A 0A 0A 54 75 65 2C 20 30 32 20 4A 61 6E 20 32 30 32 34</StringToSignBytes>\n  \
<EC>0002-00000040</EC>\n</Error>\n",
    },
    Body {
        name: "unknown code",
        status: 400,
        text: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
<Error><Code>SomethingQuiteNew</Code><Message>No document knows this.</Message>\
<RequestId>65A1B2C3D4E5F60718293A4B</RequestId><HostId>some-bucket.oss-example.test</HostId></Error>",
    },
];
