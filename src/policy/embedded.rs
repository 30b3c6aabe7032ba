//! The shipped rule files, in the order in which they are read.

/// Name and text of every file under `policies/`.
pub const FILES: &[(&str, &str)] = &[
    ("policies/numbering.toml", include_str!("../../policies/numbering.toml")),
    ("policies/products.toml", include_str!("../../policies/products.toml")),
    ("policies/hosts.toml", include_str!("../../policies/hosts.toml")),
    ("policies/resources.toml", include_str!("../../policies/resources.toml")),
    ("policies/segment_matchers.toml", include_str!("../../policies/segment_matchers.toml")),
    ("policies/requirements/general.toml", include_str!("../../policies/requirements/general.toml")),
    ("policies/requirements/runtime.toml", include_str!("../../policies/requirements/runtime.toml")),
    ("policies/requirements/video.toml", include_str!("../../policies/requirements/video.toml")),
    ("policies/requirements/voice.toml", include_str!("../../policies/requirements/voice.toml")),
    ("policies/requirements/voice_media.toml", include_str!("../../policies/requirements/voice_media.toml")),
    ("policies/requirements/sms.toml", include_str!("../../policies/requirements/sms.toml")),
    ("policies/requirements/sms_channels.toml", include_str!("../../policies/requirements/sms_channels.toml")),
    ("policies/requirements/conversations.toml", include_str!("../../policies/requirements/conversations.toml")),
    ("policies/requirements/verify.toml", include_str!("../../policies/requirements/verify.toml")),
    ("policies/requirements/event_streams.toml", include_str!("../../policies/requirements/event_streams.toml")),
    ("policies/requirements/flex.toml", include_str!("../../policies/requirements/flex.toml")),
    ("policies/requirements/segment.toml", include_str!("../../policies/requirements/segment.toml")),
    (
        "policies/requirements/segment_connections.toml",
        include_str!("../../policies/requirements/segment_connections.toml"),
    ),
    (
        "policies/requirements/segment_reverse_etl.toml",
        include_str!("../../policies/requirements/segment_reverse_etl.toml"),
    ),
    (
        "policies/requirements/segment_protocols.toml",
        include_str!("../../policies/requirements/segment_protocols.toml"),
    ),
    ("policies/requirements/segment_privacy.toml", include_str!("../../policies/requirements/segment_privacy.toml")),
    ("policies/requirements/segment_engage.toml", include_str!("../../policies/requirements/segment_engage.toml")),
    ("policies/requirements/change_log.toml", include_str!("../../policies/requirements/change_log.toml")),
];
