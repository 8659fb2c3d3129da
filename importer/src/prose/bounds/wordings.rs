//! The wordings of ranges, lengths, counts and defaults, as data: patterns whose groups are numbers, and
//! the units behind numbers.

/// A number: with commas between its thousands, or a small one as a word.
pub(super) const NUMBER: &str =
    r"(-?\d{1,3}(?:,\d{3})+|-?\d+|one|two|three|four|five|six|seven|eight|nine|ten)";

/// Ranges: the groups are the lower and the upper bound; a bracket before the first and behind the
/// second tell whether they belong to it.
pub(super) const RANGES: &[&str] = &[
    r"(?:value range|valid range|value ranges|valid values range|range|ranges|ranging|取值范围|取值区间|有效范围|范围)(?: is| are|为|是)? ?:? ?(?:is |of |from |between |为|在|从)?([\[(]?) ?NUMBER ?(?:[-–—~,]|\.\.|to|and|到|至) ?NUMBER ?([\])]?)",
    r"(?:must be|should be|value|integer|integers|number|is) (?:an integer )?(?:between |in the range of |within the range of |within )([\[(]?)NUMBER ?(?:[-–—~,]|to|and) ?NUMBER ?([\])]?)",
    r"(?:大于等于|不小于)() ?NUMBER ?(?:,|且|并且|,且) ?小于等于 ?NUMBER()",
    r"(大于|greater than|more than) ?NUMBER ?(?:,|且|并且|,且|and) ?(?:小于等于|less than or equal to) ?NUMBER()",
    r"(?:要求|介于)(?:为|在|是)? ?()NUMBER ?[-~到至] ?NUMBER()",
    r"(?:^|[ ,;:.])(\[) ?NUMBER ?[,~-] ?NUMBER ?([\])])",
    r"(?:^|[ ,:])()NUMBER ?[-–~] ?NUMBER(?:秒| seconds)?()(?:[.;\n]|,[^\d]|$)",
];

/// Upper bounds of numbers.
pub(super) const MAXIMA: &[&str] = &[
    r"(?:maximum value|max value|maximum|max|upper limit|upper bound)(?: value)?(?: that can be specified| allowed| supported)?(?: is| of| being|为|=)? ?:? ?(?:is )?NUMBER",
    r"(?:cannot|can not|must not|should not|may not|does not|not) (?:exceed|be (?:greater|larger|more) than) NUMBER",
    r"(?:no more than|no greater than|not more than|not greater than|less than or equal to) NUMBER",
    r"(?:^|[,;(:] ?)up to NUMBER",
    r"(?:^|[,;(] ?)NUMBER (?:at most|maximum|max)",
    r"最大(?:值|数量|取值|支持|可设置|不超过|不能超过|条数|允许)?(?:为|是|到|不超过)? ?:? ?NUMBER",
    r"(?:上限|最高)(?:值|数量)?(?:为|是)? ?:? ?NUMBER",
    r"(?:不能|不可|不得|不应|不要|不)(?:超过|大于) ?NUMBER",
    r"小于等于 ?NUMBER",
    r"(?:^|[,;(。] ?)最多(?:返回|支持|查询|展示|可返回|获取|为)? ?NUMBER",
];

/// Lower bounds of numbers.
pub(super) const MINIMA: &[&str] = &[
    r"(?:minimum value|min value|minimum|lower limit)(?: value)?(?: is| of|为|=)? ?:? ?(?:is )?NUMBER",
    r"(?:no less than|not less than|cannot be less than|greater than or equal to|must be at least) NUMBER",
    r"最小(?:值|取值|支持)?(?:为|是)? ?:? ?NUMBER",
    r"(?:不能|不可|不得|不应)小于 ?NUMBER",
    r"大于等于 ?NUMBER",
    r"(?:取值范围|范围|value range|range) ?:? ?[\[(]?NUMBER ?(?:[-~,]|to|到) ?[+＋]?(?:正无穷|无穷|∞|infinity|inf\b)",
];

/// Lower bounds that are no values themselves.
pub(super) const ABOVE: &[&str] =
    &[r"(?:^|[,;(] ?)(?:must be |should be )?(?:more|greater) than NUMBER(?:[.;,)\n]|$)"];

/// Lengths: the groups are the least and the largest number of characters.
pub(super) const LENGTHS: &[&str] = &[
    r"(?:between |from |of |contain |contains |with |length |limit: ?|range: ?|is )?[\[(]?NUMBER(?: ?[-–—~] ?| to | and )NUMBER[\])]? (?:characters|letters|chars)",
    r"[\[(]NUMBER ?, ?NUMBER[\])] (?:characters|letters|chars)",
    r"length (?:is |range |limit |limited |ranges |must be )?(?:limited )?(?:is |of |from |to |between |: ?)?[\[(]?NUMBER(?: ?[-–—~,] ?| to | and )NUMBER[\])]?(?:[.;\n]|,[^\d]|$)",
    r"(?:长度(?:限制|范围|要求)?(?:为|在|是)?|支持|为|包含|限)? ?:? ?[\[(]?NUMBER ?(?:[-–—~,]|到|至) ?NUMBER[\])]? ?个?(?:英文|中文|可见)?字符",
];

/// The largest number of characters.
pub(super) const LONGEST: &[&str] = &[
    r"(?:up to|at most|a maximum of|maximum of|maximum:|max:|no more than|not more than|cannot exceed|not exceeding|not exceed|within|less than or equal to) ?NUMBER (?:english |chinese |unicode |visible |utf-8 )?(?:characters|letters|chars)",
    r"(?:length limit|length limited|limit|length is limited|limited|maximum length|max length|maximum length is limited)(?: is| of| to|:)* ?(?:no more than |up to |within )?NUMBER (?:characters|letters|chars)",
    r"(?:maximum length|max length|length limit)(?: is| of|:)* ?NUMBER(?:[.;\n]|,[^\d]|$)",
    r"length (?:must|should|has to)[^.;\n]{0,60}less than or equal to NUMBER(?:[.;\n]|$)",
    r"NUMBER characters (?:at most|max|maximum|or less|or fewer)",
    r"(?:最多|最大|最长|不超过|不能超过|不可超过|不得超过|上限|限制|以内|限)(?:支持|可|输入|填写|允许|为|长度|是){0,3} ?:? ?NUMBER ?个?(?:英文|中文|汉字|可见)?字符",
    r"(?:最大长度|长度限制|长度上限|最长|长度不超过?|长度不能超过?|长度最大|长度最多|长度最大不超过|长度最大为)(?:为|是|不超过|不能超过?)? ?:? ?NUMBER ?(?:个?(?:英文|中文)?字符|位|[,.;\n]|$)",
    r"NUMBER ?个?(?:英文|中文)?字符(?:以内|之内)",
];

/// The largest number of elements. `FILTERS` come first: their sentence names another number, too.
pub(super) const FILTERS: &[&str] = &[
    r"filters?的上限为 ?NUMBER",
    r"maximum (?:number|quantity) of filters[^.;\n]{0,40}? is NUMBER",
    r"(?:up to|at most|a maximum of) NUMBER filters",
];

pub(super) const COUNTS: &[&str] = &[
    r"(?:with a maximum of|a maximum of|maximum of|up to|at most|no more than|cannot exceed|not exceed|maximum:|maximum is|upper limit is|upper limit:|upper limit of|limit:|limit is|limit of|limits up to|maximum) ?NUMBER",
    r"(?:maximum (?:number|quantity|length|size)|upper limit|maximum value|max value|limit)(?: of [a-z ]{1,40})?(?: in each request| per request| each time| at a time)?(?: is|:|为) ?NUMBER",
    r"(?:最多|最大|上限|不超过|不能超过|不可超过|不得超过|至多)(?:支持指定|支持|只能传|只能|可传|可以传|传入|允许|可|填|指定|数量|个数|数|处理|为|是|传|输入|能传|包含|不能超过|不超过|添加|绑定|查询|操作|上限|数量上限|条数)? ?(?:为|是)? ?:? ?NUMBER",
    r"NUMBER (?:at most|maximum|max)",
    r"(?:数量|个数)(?:限制|范围)?(?:为|在)? ?:? ?\d+ ?[-~] ?NUMBER",
    r"(?:^|[,;(] ?)\d+ ?[-~] ?NUMBER ?个",
    r"(?:数组|列表)?(?:长度|数量|个数)(?:限制|上限|最大)(?:为|是)? ?:? ?NUMBER",
    r"(?:only|can) (?:show |return |include )?up to the first NUMBER",
    r"(?:supports?|allows?) (?:adding |binding |specifying )?only NUMBER",
    r"only supports? (?:adding |binding |specifying )?NUMBER",
];

/// Defaults that are numbers.
pub(super) const DEFAULTS: &[&str] = &[
    r"default(?: value| number| limit| page size)?(?: is| of|s to| to|:| =|=|为)? ?:? ?(?:is )?NUMBER",
    r"(?:is|,|:|;|value|are|entries|=|^|\() ?NUMBER(?: seconds| entries| records| items| results| rows)?(?: is used| will be used| are returned)? by default",
    r"默认(?:值|取值|为返回|返回|查询|数量|大小|填写|填|条数|取|显示|展示|每页|设置|时间|是|最多返回)?(?:为|是|值为|值|返回)? ?:? ?NUMBER",
    r"缺省(?:值)?(?:为|是)? ?:? ?NUMBER",
    r"(?:^|[\n,;(/:.、] ?)NUMBER ?[-:：]? ?[^\n,;()]{0,24}?\((?:default|默认|默认值|默认状态|default value)\)",
    r"(?:^|[ \n])-?NUMBER ?[:：] ?[^\n;]{0,24}, default value(?:[ .\n]|$)",
    r"(?:不填|不传|留空)(?:则)?(?:代表|表示|默认为|默认|为) ?NUMBER",
    r"(?:^|[^\w-])NUMBER ?[=:：] ?默认",
    r"(?:^|[ \n])NUMBER ?: ?[^.;,:\n]{1,40} by default",
    r"默认[\u{4e00}-\u{9fff}]{0,2}为 ?NUMBER",
];

/// Words for one unit. Where a description says that a value is in it, numbers have it for nothing.
pub(super) const SAME_UNITS: &[&str] = &[
    "days|day|天",
    "hours|hour|小时",
    "minutes|minute|mins|min|分钟",
    "milliseconds|millisecond|ms|毫秒",
    "bytes|byte|字节",
    "kb",
    "mb",
    "gb",
    "tb",
];

/// Defaults that are texts or truth values: quoted, or a word as programs write them.
pub(super) const WORDS: &[&str] = &[
    r#"(?:^|[^台统])(?:default value(?: is|:| ?:| of)?|defaults to|default:|the default is|default is|默认值 ?:|默认值为|默认值是|默认为|默认取值为|默认:|默认是) ?(`[^`\n]+`|"[^"\n]*"|[-A-Za-z0-9_.]+)(?: \([^)]*\))?(?:[.;,。；，）)\n]|$)"#,
];

/// Defaults that are words, in Chinese without a mark.
pub(super) const BARE: &str =
    r"(?:^|[,;. ]|不传|不填)默认(?:使用|为)? ?([A-Za-z0-9][-A-Za-z0-9_.:]*)(?:[.;,\n]|$)";

pub(super) const MARKED: &str = r"`?([A-Za-z0-9_-]+)`? ?\((?:default|默认|默认值)\)";

/// Words behind a number that make another number of it: the value may be in another unit.
pub(super) const UNITS: &[&str] = &[
    "hour",
    "hours",
    "h",
    "day",
    "days",
    "d",
    "minute",
    "minutes",
    "min",
    "mins",
    "month",
    "months",
    "week",
    "weeks",
    "year",
    "years",
    "ms",
    "millisecond",
    "milliseconds",
    "kb",
    "mb",
    "gb",
    "tb",
    "pb",
    "k",
    "m",
    "g",
    "t",
    "b",
    "byte",
    "bytes",
    "bits",
    "kbps",
    "mbps",
    "bps",
    "px",
    "pixel",
    "pixels",
    "million",
    "billion",
    "thousand",
    "hz",
    "khz",
    "fps",
    "qps",
    "core",
    "cores",
    "cpu",
    "gib",
    "mib",
    "kib",
    "w",
    "x",
    "percent",
    "degrees",
    "utc",
    "am",
    "pm",
];

/// The Chinese units, by the first character.
pub(super) const CHINESE_UNITS: &str = "万千百亿年月周天日时分毫像字节兆倍元块度岁核%‰位";

/// The units of a text's length, as opposed to elements.
pub(super) const LETTERS: &[&str] =
    &["characters", "character", "letters", "letter", "chars", "digits", "bytes", "byte", "lines"];
