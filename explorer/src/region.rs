//! The regions that the form offers. The set is open: any other text is sent as well.

/// Each region with the name of its place, by value.
/// Source: tencentcloud-sdk-go, `tencentcloud/common/regions/regions.go` of 2026-08-21.
pub const TABLE: &[(&str, &str)] = &[
    ("ap-bangkok", "Bangkok"),
    ("ap-beijing", "Beijing"),
    ("ap-chengdu", "Chengdu"),
    ("ap-chongqing", "Chongqing"),
    ("ap-guangzhou", "Guangzhou"),
    ("ap-guangzhou-open", "Guangzhou Open"),
    ("ap-hongkong", "Hong Kong, China"),
    ("ap-jakarta", "Jakarta"),
    ("ap-mumbai", "Mumbai"),
    ("ap-nanjing", "Nanjing"),
    ("ap-seoul", "Seoul"),
    ("ap-shanghai", "Shanghai"),
    ("ap-shanghai-fsi", "Shanghai Finance"),
    ("ap-shenzhen-fsi", "Shenzhen Finance"),
    ("ap-singapore", "Singapore"),
    ("ap-tokyo", "Tokyo"),
    ("eu-frankfurt", "Frankfurt"),
    ("eu-moscow", "Moscow"),
    ("na-ashburn", "Virginia (Ashburn)"),
    ("na-siliconvalley", "Silicon Valley"),
    ("na-toronto", "Toronto"),
    ("sa-saopaulo", "São Paulo"),
];
