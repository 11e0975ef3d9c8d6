package pinpipe.testdata;

import pinpipe.testdata.Draw.Subject;

/**
 * Who of a crowd is behind a post: number 0 is behind one in fifty, a few others are behind many each, and a third of the
 * posts have somebody who never posts again. That makes about half as many members as posts.
 */
final class Crowd {
    private static final int SHARE_OF_THE_BUSIEST = 200;
    private static final int SHARE_OF_ONE_POST_ONLY = 3_500;
    private static final long REGULARS_IN_A_HUNDRED_POSTS = 13;

    private final Subject subject;
    private final long seed;
    private final int regulars;

    Crowd(Subject subject, long seed, int posts) {
        this.subject = subject;
        this.seed = seed;
        this.regulars = (int) Math.max(1, posts * REGULARS_IN_A_HUNDRED_POSTS / 100);
    }

    /** The number of the member behind a post. */
    long behind(int post) {
        Draw draw = Draw.about(subject, seed, post);
        int share = draw.below(10_000);
        if (share < SHARE_OF_THE_BUSIEST) {
            return 0;
        }
        if (share < SHARE_OF_THE_BUSIEST + SHARE_OF_ONE_POST_ONLY) {
            return 1L + regulars + post;
        }
        return 1L + draw.lowBelow(regulars);
    }
}
