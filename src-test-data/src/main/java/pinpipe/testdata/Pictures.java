package pinpipe.testdata;

import java.util.HexFormat;
import java.util.List;

/** Addresses of pictures, on a host that cannot exist (RFC 2606). */
final class Pictures {
    private static final List<String> ENDINGS = List.of(".jpg", ".jpg", ".jpg", ".jpg", ".jpg", ".png");

    private Pictures() {}

    static String address(Kind.Media media, Draw draw) {
        String name = HexFormat.of().toHexDigits(draw.next()) + HexFormat.of().toHexDigits(draw.next());
        String folders = name.substring(0, 2) + "/" + name.substring(2, 4) + "/" + name.substring(4, 6) + "/";
        return media == Kind.Media.IMAGE
                ? "https://pictures.example/originals/" + folders + name + draw.of(ENDINGS)
                : "https://pictures.example/videos/thumbnails/originals/" + folders + name + ".0000000.jpg";
    }
}
