package pinpipe.testdata;

/** What sort of post it is, and what its source could not read of it. The shares are those of the real table. */
enum Kind {
    UNREADABLE_STORY(66, Media.STORY),
    STORY_WITHOUT_IMAGE(184, Media.STORY),
    STORY_WITHOUT_TAGS(13, Media.STORY),
    STORY(482, Media.STORY),
    VIDEO(289, Media.VIDEO),
    VIDEO_WITHOUT_DESCRIPTION(10, Media.VIDEO),
    VIDEO_WITHOUT_TAGS(5, Media.VIDEO),
    IMAGE_WITHOUT_DESCRIPTION(146, Media.IMAGE),
    IMAGE_WITHOUT_TAGS(59, Media.IMAGE),
    IMAGE(8_746, Media.IMAGE);

    /** What {@code is_image_or_video} says. */
    enum Media {
        IMAGE("image"),
        VIDEO("video"),
        STORY("multi-video(story page format)");

        final String written;

        Media(String written) {
            this.written = written;
        }
    }

    final Media media;
    private final int inTenThousand;

    Kind(int inTenThousand, Media media) {
        this.inTenThousand = inTenThousand;
        this.media = media;
    }

    static Kind drawn(Draw draw) {
        int left = draw.below(10_000);
        for (Kind kind : values()) {
            left -= kind.inTenThousand;
            if (left < 0) {
                return kind;
            }
        }
        return IMAGE;
    }

    boolean hasTitleAndPoster() {
        return this != UNREADABLE_STORY;
    }

    boolean hasDescription() {
        return media != Media.STORY && this != VIDEO_WITHOUT_DESCRIPTION && this != IMAGE_WITHOUT_DESCRIPTION;
    }

    boolean hasTags() {
        return this != UNREADABLE_STORY
                && this != STORY_WITHOUT_TAGS
                && this != VIDEO_WITHOUT_TAGS
                && this != IMAGE_WITHOUT_TAGS;
    }

    boolean hasImage() {
        return this != UNREADABLE_STORY && this != STORY_WITHOUT_IMAGE;
    }
}
