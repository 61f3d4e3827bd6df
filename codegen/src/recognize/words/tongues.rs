//! The words that documents in further languages use for the parts of an error, as data.
//!
//! Knows column heads and labels in Russian, German, French, Spanish, Portuguese, Japanese and Korean; `vocabulary` has
//! those in English and Chinese. Knows nothing of how they are looked up.

/// Words that mean a code and hardly anything else.
pub const SURE_CODES: &[&str] = &[
    "Код ошибки",
    "Коды ошибок",
    "Номер ошибки",
    "Fehlercode",
    "Fehlercodes",
    "Fehlernummer",
    "Code d'erreur",
    "Codes d'erreur",
    "Código de error",
    "Códigos de error",
    "Código de erro",
    "Códigos de erro",
    "Código do erro",
    "エラーコード",
    "오류 코드",
    "에러 코드",
];

/// Words that mean a code among other things.
pub const LIKELY_CODES: &[&str] = &[
    "Код",
    "Codigo",
    "Ошибка",
    "Fehler",
    "Nom",
    "Erreur",
    "Nombre",
    "Código",
    "Error",
    "Erro",
    "Nome",
    "コード",
    "エラー",
    "코드",
    "오류",
];

/// Words that mean an HTTP status.
pub const STATUSES: &[&str] = &[
    "HTTP код",
    "HTTP-код",
    "Код HTTP",
    "HTTP статус",
    "HTTP-статус",
    "Статус HTTP",
    "Код состояния",
    "Код состояния HTTP",
    "HTTP-Statuscode",
    "HTTP-Status",
    "Statuscode",
    "Statut HTTP",
    "Code HTTP",
    "Code de statut",
    "Code de statut HTTP",
    "Code d'état HTTP",
    "Estado HTTP",
    "Código HTTP",
    "Código de estado",
    "Código de estado HTTP",
    "Código de status HTTP",
    "Status HTTP",
    "HTTP ステータス",
    "HTTP ステータスコード",
    "ステータスコード",
    "HTTP 상태 코드",
    "상태 코드",
];

/// Words that mean a message.
pub const MESSAGES: &[&str] = &[
    "Сообщение",
    "Сообщение об ошибке",
    "Текст ошибки",
    "Описание ошибки",
    "Fehlermeldung",
    "Meldung",
    "Message d'erreur",
    "Mensaje",
    "Mensaje de error",
    "Mensagem",
    "Mensagem de erro",
    "エラーメッセージ",
    "メッセージ",
    "오류 메시지",
    "메시지",
];

/// Words that mean a message where there is no better one.
pub const DESCRIPTIONS: &[&str] = &[
    "Описание",
    "Значение",
    "Пояснение",
    "Beschreibung",
    "Bedeutung",
    "Signification",
    "Descripción",
    "Descripcion",
    "Significado",
    "Descrição",
    "説明",
    "内容",
    "意味",
    "설명",
];

/// Words that mean a cause.
pub const CAUSES: &[&str] = &[
    "Причина",
    "Возможная причина",
    "Возможные причины",
    "Ursache",
    "Mögliche Ursache",
    "Cause possible",
    "Causa",
    "Posible causa",
    "Possível causa",
    "原因",
    "원인",
];

/// Words that mean a solution.
pub const SOLUTIONS: &[&str] = &[
    "Решение",
    "Что делать",
    "Рекомендации",
    "Lösung",
    "Maßnahme",
    "Behebung",
    "Solución",
    "Instrucción",
    "Acción",
    "Solução",
    "対処",
    "対処方法",
    "対応",
    "해결 방법",
    "조치",
];

/// Words that speak of errors in a heading or a text.
pub const ERRORS: &[&str] = &[
    "ошиб",
    "fehler",
    "erreur",
    "erro ",
    "erros",
    "エラー",
    "오류",
    "에러",
];

/// Words that speak of codes rather than of numbers, names or types, in the head of a column.
pub const CODE_WORDS: &[&str] = &[
    "código",
    "codigo",
    "код",
    "ошибк",
    "fehler",
    "コード",
    "エラー",
    "코드",
    "오류",
];
