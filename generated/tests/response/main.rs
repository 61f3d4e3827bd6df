//! What holds for reading and writing error responses.
//!
//! The samples are written for these tests, in the shapes of what the services send.

mod cases;
mod damage;
mod secrets;
mod traps;
mod written;

use object_storage_errors::aliyun_oss;
use object_storage_errors::response::ErrorResponse;

type Aliyun<'a> = ErrorResponse<'a, aliyun_oss::ErrorCode>;

/// Reads an answer without headers.
fn read(status: u16, body: &(impl AsRef<[u8]> + ?Sized)) -> Aliyun<'_> {
    ErrorResponse::from_parts(status, &(), body)
}

/// The code as sent.
fn code<'b>(response: &'b Aliyun<'_>) -> Option<&'b str> {
    response.code().map(object_storage_errors::Code::as_str)
}

/// All fields as pairs.
fn pairs<'b>(response: &'b Aliyun<'_>) -> Vec<(&'b str, &'b str)> {
    response
        .fields()
        .map(|field| (field.name(), field.value()))
        .collect()
}

/// Bodies that name the code `NoSuchKey`, each in another shape.
const SAMPLES: [&str; 9] = [
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>\n  <Code>NoSuchKey</Code>\n  <Message>It is gone.</Message>\n  \
     <RequestId>0A1B</RequestId>\n  <HostId>photos.example.com</HostId>\n  <Key>cat &amp; dog.jpg</Key>\n</Error>\n",
    "<Error xmlns=\"http://example.com/\"><Code>\n  NoSuchKey\n</Code><Message>\n  It is gone.\n  </Message></Error>",
    "<? xml version=\"1.0\" ? >\n<Error xmlns=\u{201D}http://example.com\u{201D}>\n<Code>\nNoSuchKey\n</Code></Error>",
    "\u{FEFF}<e:Error xmlns:e='http://example.com'><e:Code>NoSuchKey</e:Code><e:Message/></e:Error>",
    "<!-- a --><Error><!-- b --><Code><![CDATA[NoSuchKey]]></Code><Message>a &lt; b &#38; &#x63;</Message></Error>",
    "  \r\n \n<?xml version='1.0'?><ErrorResponse><Error><Code>NoSuchKey</Code></Error><RequestId>1</RequestId></ErrorResponse>",
    "<Error><statusCode>404</statusCode><Code>NoSuchKey</Code><Code>SlowDown</Code><Resource>/a/b</Resource></Error>",
    "{\"Error\": {\"Code\": \"NoSuchKey\", \"Message\": \"It is \\\"gone\\\" \\u4e0d\", \"EC\": \"0026-00000001\"}}",
    "{\"requestId\": \"1\", \"code\": \"NoSuchKey\", \"detail\": {\"a\": [1, \"b\"]}, \"message\": \"gone\"}",
];
