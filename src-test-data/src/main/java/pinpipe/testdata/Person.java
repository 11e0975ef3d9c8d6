package pinpipe.testdata;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDateTime;
import java.util.List;
import pinpipe.testdata.Draw.Subject;

/** Somebody who posts, always from the same place. Names are drawn from fewer than there are people, so that some are shared. */
record Person(
        String firstName,
        String lastName,
        int age,
        LocalDateTime joined,
        double latitude,
        double longitude,
        String country) {
    private static final LocalDateTime FIRST_JOIN = LocalDateTime.of(2015, 10, 21, 0, 0);
    private static final int SECONDS_OF_JOINING = 731 * 86_400;
    private static final MathContext SIX_DIGITS = new MathContext(6);
    private static final long FULL_NAMES_PER_POST = 12;

    private static final List<String> FIRST_NAMES =
            List.of(("Ada, Bela, Carmen, Dario, Edda, Farid, Greta, Hana, Ivo, Jonna, Kofi, Lea, Mateo, Nadia, "
                            + "Oskar, Priya, Quinn, Rosa, Selim, Tove, Ugo, Vera, Wanda, Xenia, Yara, Zoë, Björn, Chloé, "
                            + "Денис, Mary Ann, Amadou, Bruna, Cyril, Dalia, Emre, Fenna, Goran, Hedda, Imani, Jorge, Kaia, "
                            + "Lars, Mina, Nuno, Olga, Paavo, Renata, Suki, Timo, Ulla, Viktor, Willa, Yusuf, Zita, Anneke, "
                            + "Boris, Célia, Dunja, Elio, Freya")
                    .split(", "));
    private static final List<String> NAME_BEGINNINGS =
            List.of(("Ash, Birch, Cold, Dun, East, Fern, Grey, Haw, Iron, Kings, Lang, Mill, North, Oak, Pen, Red, "
                            + "Stone, Thorn, Under, West, O'Bran, D'Am, Van der Lin, Saint-Mar, Alder, Black, Chester, Deep, "
                            + "Elm, Fair, Gold, High, Ivy, Kettle, Lower, Marsh, Nether, Over, Plum, Rush")
                    .split(", "));
    private static final List<String> NAME_ENDINGS =
            List.of(("berg, bridge, brook, by, cliffe, combe, dale, den, field, ford, gate, ham, hurst, land, ley, "
                            + "low, mark, mere, more, ridge, shaw, son, stead, ton, wick, worth")
                    .split(", "));

    static Person numbered(long number, long seed, int posts) {
        Draw draw = Draw.about(Subject.PERSON, seed, number);
        Draw name =
                Draw.about(Subject.FULL_NAME, seed, Long.remainderUnsigned(draw.next(), FULL_NAMES_PER_POST * posts));
        return new Person(
                name.of(FIRST_NAMES),
                name.of(NAME_BEGINNINGS) + name.of(NAME_ENDINGS),
                20 + draw.lowBelow(41),
                FIRST_JOIN.plusSeconds(draw.lowBelow(SECONDS_OF_JOINING)),
                degrees(90, draw),
                degrees(180, draw),
                Countries.NAMES.get(draw.lowBelow(Countries.NAMES.size())));
    }

    /** Degrees on either side of 0 with six significant digits, which is what a MySQL FLOAT shows. */
    private static double degrees(int limit, Draw draw) {
        return new BigDecimal((2 * draw.fraction() - 1) * limit)
                .round(SIX_DIGITS)
                .doubleValue();
    }
}
